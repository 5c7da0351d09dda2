namespace Orchestrator.Testing;

internal sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state, long sequence) : ITimer
{
    public static readonly IComparer<ManualTimer> InOrder = Comparer<ManualTimer>.Create(Compare);

    private readonly long _sequence = sequence;
    private TimeSpan _period;
    private volatile bool _disposed;

    /// <summary>Set by the clock only, while the timer is not among those pending.</summary>
    public TimeSpan Due { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_disposed)
            return false;
        _period = period;
        time.Arm(this, dueTime == Timeout.InfiniteTimeSpan ? null : dueTime);
        return true;
    }

    public void Fire()
    {
        if (_disposed)
            return;
        if (_period > TimeSpan.Zero)
            time.Arm(this, _period);
        callback(state);
    }

    public void Dispose()
    {
        _disposed = true;
        time.Arm(this, null);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    private static int Compare(ManualTimer? a, ManualTimer? b)
    {
        var byDue = a!.Due.CompareTo(b!.Due);
        return byDue != 0 ? byDue : a._sequence.CompareTo(b._sequence);
    }
}
