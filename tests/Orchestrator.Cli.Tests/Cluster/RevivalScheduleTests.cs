using Orchestrator.Actors;
using Orchestrator.Cli.Cluster;

namespace Orchestrator.Cli.Tests.Cluster;

public sealed class RevivalScheduleTests
{
    private readonly RevivalSchedule _schedule = new(new SeededEntropy(7));

    [Fact]
    public void StartsThatFail_AreMadeLessAndLessOften_AndForEver()
    {
        var now = TimeSpan.Zero;
        var pauses = new List<double>();
        for (var attempt = 1; attempt <= 100; attempt++)
        {
            Assert.True(_schedule.IsDue("a", now));
            Assert.Equal(attempt, _schedule.Begin("a"));
            Assert.False(_schedule.IsDue("a", now));
            var pause = _schedule.EndFailed("a", now);
            pauses.Add(pause.TotalSeconds);
            Assert.False(_schedule.IsDue("a", now + pause - TimeSpan.FromTicks(1)));
            now += pause;
        }
        double[] least = [1, 2, 4, 8, 16, 30, 30];
        for (var i = 0; i < least.Length; i++)
            Assert.InRange(pauses[i], least[i], least[i] * 1.2);
        Assert.InRange(pauses.Max(), 30, 36);
    }

    [Fact]
    public void MemberThatEndsSoonAfterItWasReady_CountsAsOneThatFailed()
    {
        _schedule.Begin("a");
        _schedule.EndReady("a", TimeSpan.Zero);
        Assert.False(_schedule.IsDue("a", TimeSpan.FromSeconds(0.9)));
        Assert.True(_schedule.IsDue("a", TimeSpan.FromSeconds(1.2)));
        Assert.Equal(2, _schedule.Begin("a"));
    }

    [Fact]
    public void MemberThatWasReadyForAMinute_IsStartedAtOnce()
    {
        _schedule.Begin("a");
        _schedule.EndFailed("a", TimeSpan.Zero);
        _schedule.Begin("a");
        _schedule.EndReady("a", TimeSpan.FromSeconds(10));
        Assert.True(_schedule.IsDue("a", TimeSpan.FromSeconds(70)));
        Assert.Equal(1, _schedule.Begin("a"));
    }

    [Fact]
    public void OneThatFails_DoesNotHoldUpAnother()
    {
        _schedule.Begin("a");
        _schedule.EndFailed("a", TimeSpan.Zero);
        Assert.True(_schedule.IsDue("b", TimeSpan.Zero));
    }
}
