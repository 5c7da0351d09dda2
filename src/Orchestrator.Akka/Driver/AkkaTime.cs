using Akka.Actor;

namespace Orchestrator.Akka.Driver;

/// <summary>Akka's scheduler as a clock: timers fire when it says so,
/// which under TestKit's TestScheduler a test decides.</summary>
/// <remarks>As fine as the scheduler ticks (10 ms by default); callbacks run on its thread and must be quick.</remarks>
public sealed class AkkaTime(IScheduler scheduler) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => scheduler.Now.ToUniversalTime();

    public override long GetTimestamp() => scheduler.MonotonicClock.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new AkkaTimer(scheduler.Advanced, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }
}
