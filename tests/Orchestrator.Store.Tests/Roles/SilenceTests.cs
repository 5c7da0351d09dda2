using Orchestrator.Actors;
using Orchestrator.Actors.Simulated;
using Orchestrator.Store.Roles;

namespace Orchestrator.Store.Tests.Roles;

public class SilenceTests
{
    private readonly SimulatedActorSystem _system = new(1);

    [Fact]
    public void NothingHeard_IsOverAfterTheBoundAndItsJitter()
    {
        var silence = New();
        Pass(1499);
        Assert.False(silence.IsOver);
        Pass(502);
        Assert.True(silence.IsOver);
        silence.Hear();
        Assert.False(silence.IsOver);
    }

    [Fact]
    public void LateTick_SaysThatNobodyListened_AndBeginsAnew()
    {
        var silence = New();
        Pass(100);
        Assert.True(silence.Tick());
        Pass(60_000);
        Assert.True(silence.IsOver);
        Assert.False(silence.Tick());
        Assert.False(silence.IsOver);
        Pass(100);
        Assert.True(silence.Tick());
    }

    [Fact]
    public void WallClockThatJumps_IsNoSilence()
    {
        var silence = New();
        _system.Clock.Jump(TimeSpan.FromHours(1));
        Assert.True(silence.Tick());
        Assert.False(silence.IsOver);
    }

    [Fact]
    public void Bounds_DifferFromTimeToTime()
    {
        var ends = new HashSet<int>();
        var silence = New();
        for (var i = 0; i < 20; i++)
        {
            silence.Hear();
            var passed = 0;
            for (; !silence.IsOver; passed += 10)
                Pass(10);
            ends.Add(passed);
        }
        Assert.InRange(ends.Count, 5, 20);
        Assert.All(ends, end => Assert.InRange(end, 1500, 2010));
    }

    [Fact]
    public void ReadThatTookLong_BeginsTheSilenceAnew_ThreeTimes_ThenItIsProven()
    {
        var silence = New();
        var slow = TimeSpan.FromMilliseconds(1001);
        Assert.False(silence.IsProvenBy(TimeSpan.Zero));
        for (var i = 0; i < 3; i++)
        {
            Pass(2001);
            Assert.False(silence.IsProvenBy(slow));
            Assert.False(silence.IsOver);
        }
        Pass(2001);
        Assert.True(silence.IsProvenBy(slow));
        Assert.False(silence.IsProvenBy(slow));
    }

    [Fact]
    public void ReadThatWasQuick_ProvesTheSilence()
    {
        var silence = New();
        Pass(2001);
        Assert.True(silence.IsProvenBy(TimeSpan.FromMilliseconds(749)));
    }

    [Fact]
    public void RowsBetweenSlowReads_AreCountedFromAgain()
    {
        var silence = New();
        for (var i = 0; i < 10; i++)
        {
            Pass(2001);
            Assert.False(silence.IsProvenBy(TimeSpan.FromSeconds(2)));
            silence.HearRow();
        }
    }

    private Silence New() => new(_system.Time, new SeededEntropy(1), StoreOptions.Default);

    private void Pass(int ms) => _system.RunFor(TimeSpan.FromMilliseconds(ms));
}
