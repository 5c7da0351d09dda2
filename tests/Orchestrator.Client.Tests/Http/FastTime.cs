namespace Orchestrator.Client.Tests.Http;

/// <summary>The real clock for actors' pauses, so many times as fast.</summary>
internal sealed class FastTime(int factor) : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Scaled(dueTime), Scaled(period));

    private TimeSpan Scaled(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / factor;
}
