namespace Orchestrator.Actors.Simulated;

/// <summary>
/// A timer on virtual time. It is either pending at the clock, due (the simulation chooses when it fires), or at rest.
/// </summary>
internal sealed class SimulatedTimer(SimulatedTime time, TimerCallback callback, object? state, long sequence) : ITimer
{
    public static readonly IComparer<SimulatedTimer> InOrder = Comparer<SimulatedTimer>.Create(Compare);

    private TimeSpan _period;
    private bool _disposed;

    /// <summary>Meaningful while the timer is pending or due; does not change while it is pending.</summary>
    public TimeSpan Due { get; private set; }

    /// <summary>False once it was disposed or changed after it came due, and until it comes due again.</summary>
    public bool MayFire { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
            return false;
        time.Remove(this);
        MayFire = false;
        _period = period;
        if (dueTime == Timeout.InfiniteTimeSpan)
            return true;
        Due = time.Elapsed + (dueTime > TimeSpan.Zero ? dueTime : TimeSpan.Zero);
        time.Add(this);
        return true;
    }

    public void Fire()
    {
        MayFire = false;
        if (_period > TimeSpan.Zero)
        {
            Due += _period;
            time.Add(this);
        }
        callback(state);
    }

    public void Dispose()
    {
        _disposed = true;
        MayFire = false;
        time.Remove(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    private static int Compare(SimulatedTimer? a, SimulatedTimer? b)
    {
        var byDue = a!.Due.CompareTo(b!.Due);
        return byDue != 0 ? byDue : a.Sequence.CompareTo(b.Sequence);
    }

    private long Sequence => sequence;
}
