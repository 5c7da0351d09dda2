using Orchestrator.Actors.Simulated;

namespace Orchestrator.Actors.Tests.Simulated;

public sealed class SimulatedTimeTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SimulatedActorSystem _simulation = new(seed: 1);
    private readonly List<string> _fired = [];

    [Fact]
    public void Timers_FireInOrderOfTheirDueTimes()
    {
        Start("c", 3 * Second);
        Start("a", Second);
        Start("b", 2 * Second);
        _simulation.RunFor(5 * Second);
        Assert.Equal(["a 1", "b 2", "c 3"], _fired);
    }

    [Fact]
    public void Periodic_FiresUntilDisposed()
    {
        using (Start("tick", Second, Second))
            _simulation.RunFor(3 * Second);
        _simulation.RunFor(3 * Second);
        Assert.Equal(["tick 1", "tick 2", "tick 3"], _fired);
    }

    [Fact]
    public void Changed_FiresAtTheNewTimeOnly()
    {
        var timer = Start("timer", Second);
        Assert.True(timer.Change(2 * Second, Timeout.InfiniteTimeSpan));
        _simulation.RunFor(5 * Second);
        Assert.Equal(["timer 2"], _fired);
    }

    [Fact]
    public void ChangedAfterItFired_FiresAgain()
    {
        var timer = Start("timer", Second);
        _simulation.RunFor(Second);
        timer.Change(Second, Timeout.InfiniteTimeSpan);
        _simulation.RunFor(Second);
        Assert.Equal(["timer 1", "timer 2"], _fired);
    }

    [Fact]
    public void DisposedByAnotherDueAtTheSameInstant_DoesNotFire()
    {
        // Whichever comes first disposes the other, on every seed.
        for (var seed = 0UL; seed < 20; seed++)
        {
            var simulation = new SimulatedActorSystem(seed);
            var fired = 0;
            ITimer? a = null, b = null;
            a = simulation.Time.CreateTimer(_ => Fire(b!), null, Second, Timeout.InfiniteTimeSpan);
            b = simulation.Time.CreateTimer(_ => Fire(a), null, Second, Timeout.InfiniteTimeSpan);
            simulation.RunFor(2 * Second);
            Assert.Equal(1, fired);

            void Fire(ITimer other)
            {
                fired++;
                other.Dispose();
            }
        }
    }

    [Fact]
    public void DisposedTimer_CannotBeChanged()
    {
        var timer = Start("timer", Second);
        timer.Dispose();
        Assert.False(timer.Change(Second, Second));
    }

    [Fact]
    public void Timestamps_CountVirtualTime()
    {
        var before = _simulation.Time.GetTimestamp();
        _simulation.RunFor(5 * Second);
        Assert.Equal(5 * Second, _simulation.Time.GetElapsedTime(before));
    }

    private ITimer Start(string name, TimeSpan due, TimeSpan? period = null) =>
        _simulation.Time.CreateTimer(
            _ => _fired.Add($"{name} {_simulation.Clock.Elapsed.TotalSeconds}"),
            null, due, period ?? Timeout.InfiniteTimeSpan);
}
