namespace Orchestrator.Actors;

/// <summary>Timers of one incarnation, by key: starting a key again replaces it, and a replaced or cancelled
/// timer's message is never delivered, even when it was already in the mailbox.</summary>
/// <remarks>
/// Delays and periods reach up to 49 days; longer ones throw <see cref="ArgumentOutOfRangeException"/>.
/// </remarks>
public interface ITimers<in TMessage>
{
    /// <summary>
    /// Delivers the message once, after <paramref name="delay"/>; none or a negative one means as soon as possible.
    /// </summary>
    void Once(object key, TimeSpan delay, TMessage message);

    /// <summary>Delivers the message after each <paramref name="period"/>, which must be positive. At most one tick is
    /// in the mailbox at a time: ticks that a slow actor misses are not made up for.</summary>
    void Every(object key, TimeSpan period, TMessage message);

    void Cancel(object key);

    /// <summary>
    /// Whether the key's message is still to come; false for a Once from the moment it is handed to the actor.
    /// </summary>
    bool IsActive(object key);
}
