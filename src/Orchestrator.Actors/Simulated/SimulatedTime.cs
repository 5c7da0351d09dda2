namespace Orchestrator.Actors.Simulated;

/// <summary>Virtual time: it stands still while anything can run, then jumps to the next timer.</summary>
public sealed class SimulatedTime : TimeProvider
{
    private readonly DateTimeOffset _start;
    private readonly SortedSet<SimulatedTimer> _pending = new(SimulatedTimer.InOrder);
    private TimeSpan _elapsed;
    private TimeSpan _shift;
    private long _sequence;

    internal SimulatedTime(DateTimeOffset start) => _start = start.ToUniversalTime();

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Virtual time since the start; never goes back.</summary>
    public TimeSpan Elapsed => _elapsed;

    /// <summary>When the next timer is due, as <see cref="Elapsed"/> counts; null when there is none.</summary>
    internal TimeSpan? NextDue => _pending.Min?.Due;

    /// <summary>The simulation's check that its own thread is calling.</summary>
    internal Action? Guard { get; set; }

    public override DateTimeOffset GetUtcNow() => _start + _elapsed + _shift;

    public override long GetTimestamp() => _elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Guard?.Invoke();
        var timer = new SimulatedTimer(this, callback, state, _sequence++);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>A fault: the wall clock is set forward or back. Timers and timestamps do not notice.</summary>
    public void Jump(TimeSpan by) => _shift += by;

    internal void Add(SimulatedTimer timer)
    {
        Guard?.Invoke();
        _pending.Add(timer);
    }

    internal void Remove(SimulatedTimer timer) => _pending.Remove(timer);

    internal void AdvanceTo(TimeSpan elapsed) => _elapsed = elapsed > _elapsed ? elapsed : _elapsed;

    /// <summary>The next timer that is due by now, if any, taken out of those to come.</summary>
    internal bool TryTakeDue(out SimulatedTimer timer)
    {
        timer = _pending.Min!;
        return timer is not null && timer.Due <= _elapsed && _pending.Remove(timer);
    }
}
