namespace Orchestrator.Actors;

/// <summary>Timers of one incarnation, by key: starting a key again replaces it, and a replaced or cancelled
/// timer's message is never delivered, even when it was already in the mailbox.</summary>
public interface ITimers<in TMessage>
{
    void Once(object key, TimeSpan delay, TMessage message);

    void Every(object key, TimeSpan period, TMessage message);

    void Cancel(object key);

    bool IsActive(object key);
}
