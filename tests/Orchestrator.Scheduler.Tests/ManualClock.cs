namespace Orchestrator.Scheduler.Tests;

/// <summary>A clock that a test moves on, and whose wall it sets.</summary>
internal sealed class ManualClock : TimeProvider
{
    private DateTimeOffset _wall = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private TimeSpan _elapsed = TimeSpan.FromDays(3);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _wall;

    public override long GetTimestamp() => _elapsed.Ticks;

    public void Advance(TimeSpan by)
    {
        _wall += by;
        _elapsed += by;
    }

    /// <summary>Somebody sets the wall clock.</summary>
    public void Set(TimeSpan by) => _wall += by;
}
