using Orchestrator.Actors;

namespace Orchestrator.Store.Roles;

/// <summary>How long nothing was heard of the leader, as this process's own monotonic clock tells. Pure.</summary>
/// <remarks>A process that was paused has not listened: its ticks come late, and a late tick begins the silence anew.
/// The bound is drawn anew each time, so that two followers do not knock together.</remarks>
internal sealed class Silence(TimeProvider time, Entropy entropy, StoreOptions options)
{
    private long _heardAt = time.GetTimestamp(), _tickedAt = time.GetTimestamp();
    private TimeSpan _bound = Draw(entropy, options);

    /// <summary>Nothing was heard for longer than a leader may be silent.</summary>
    public bool IsOver => time.GetElapsedTime(_heardAt) >= _bound;

    /// <summary>Half of the bound: a read that took longer says more about the journal than about the leader.</summary>
    public TimeSpan SlowRead => _bound / 2;

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
