using Orchestrator.Actors;

namespace Orchestrator.Store.Roles;

/// <summary>How long nothing was heard of the leader, as this process's own monotonic clock tells. Pure.</summary>
/// <remarks>A process that was paused has not listened: its ticks come late, and a late tick begins the silence anew.
/// The bound is drawn anew each time, so that two followers do not knock together.</remarks>
internal sealed class Silence(TimeProvider time, Entropy entropy, StoreOptions options)
{
    private const int PostponedMax = 3;
    private long _heardAt = time.GetTimestamp(), _tickedAt = time.GetTimestamp();
    private TimeSpan _bound = Draw(entropy, options);
    private int _postponed;

    /// <summary>Nothing was heard for longer than a leader may be silent.</summary>
    public bool IsOver => time.GetElapsedTime(_heardAt) >= _bound;

    /// <summary>Whether a read that found nothing proves it.</summary>
    /// <remarks>One that took more than half of the bound says more about the journal than about the leader: it begins
    /// the silence anew, though not for ever.</remarks>
    public bool IsProvenBy(TimeSpan read)
    {
        if (!IsOver)
            return false;
        if (read > _bound / 2 && _postponed++ < PostponedMax)
        {
            Hear();
            return false;
        }
        _postponed = 0;
        return true;
    }

    /// <summary>The leader has written.</summary>
    public void HearRow()
    {
        _postponed = 0;
        Hear();
    }

    /// <summary>Begins the silence anew.</summary>
    public void Hear()
    {
        _heardAt = time.GetTimestamp();
        _bound = Draw(entropy, options);
    }

    /// <summary>A tick of a timer whose period is a fraction of the heartbeat's; false when it came so late that this
    /// process cannot have listened.</summary>
    public bool Tick()
    {
        var since = time.GetElapsedTime(_tickedAt);
        _tickedAt = time.GetTimestamp();
        if (since <= options.Heartbeat)
            return true;
        Hear();
        return false;
    }

    private static TimeSpan Draw(Entropy entropy, StoreOptions options) =>
        options.TakeoverAfter + (options.Heartbeat * entropy.NextDouble());
}
