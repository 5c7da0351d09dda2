namespace Orchestrator.Testing;

/// <summary>A clock that stands still until a test ticks it. Timers fire inside <see cref="Advance"/>, on its thread,
/// in order of their due times; one that is due at once waits for the next Advance, which may be by zero.</summary>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly SortedSet<ManualTimer> _pending = new(ManualTimer.InOrder);
    private TimeSpan _elapsed;
    private TimeSpan _shift;
    private long _sequence;

    public ManualTime()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How long until the next timer is due; null when no timer runs.</summary>
    public TimeSpan? UntilNextTimer
    {
        get
        {
            lock (_lock)
                return _pending.Min is { } timer ? timer.Due - _elapsed : null;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return start + _elapsed + _shift;
    }

    public override long GetTimestamp()
    {
        lock (_lock)
            return _elapsed.Ticks;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state, Interlocked.Increment(ref _sequence));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time pass and fires every timer that comes due, those started meanwhile included.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        TimeSpan until;
        lock (_lock)
            until = _elapsed + by;
        while (TakeDue(until) is { } timer)
            timer.Fire();
        lock (_lock)
            _elapsed = until;
    }

    /// <summary>Somebody sets the wall clock; timers and timestamps do not notice.</summary>
    public void Jump(TimeSpan by)
    {
        lock (_lock)
            _shift += by;
    }

    internal void Arm(ManualTimer timer, TimeSpan? dueIn)
    {
        lock (_lock)
        {
            _pending.Remove(timer);
            if (dueIn is not { } wait)
                return;
            timer.Due = _elapsed + (wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
            _pending.Add(timer);
        }
    }

    private ManualTimer? TakeDue(TimeSpan until)
    {
        lock (_lock)
        {
            if (_pending.Min is not { } timer || timer.Due > until)
                return null;
            _pending.Remove(timer);
            _elapsed = timer.Due;
            return timer;
        }
    }
}
