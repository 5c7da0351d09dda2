using Orchestrator.Controllers.NodeLifecycle;

namespace Orchestrator.Controllers.Tests.NodeLifecycle;

public class ZonesTests
{
    [Theory]
    [InlineData("all well", 5, 0, ZoneState.Normal)]
    [InlineData("nobody there", 0, 0, ZoneState.Normal)]
    [InlineData("one of two", 1, 1, ZoneState.Normal)]
    [InlineData("two of three are too few to tell", 1, 2, ZoneState.Normal)]
    [InlineData("three of five", 2, 3, ZoneState.PartialDisruption)]
    [InlineData("half", 5, 5, ZoneState.Normal)]
    [InlineData("the only one", 0, 1, ZoneState.FullDisruption)]
    [InlineData("all", 0, 9, ZoneState.FullDisruption)]
    public void State_FollowsTheCounts(string name, int ready, int notReady, ZoneState expected) =>
        Assert.True(expected == Zones.StateOf(ready, notReady), name);

    [Fact]
    public void OneZoneWell_IsNotAllDisrupted()
    {
        var now = DateTimeOffset.UnixEpoch;
        var lost = Objects.Node("lost", now, "Unknown", zone: "a");
        var zones = Zones.Count([lost, Objects.Node("well", now, zone: "b")]);

        Assert.False(zones.AllDisrupted);
        Assert.Equal((ZoneState.FullDisruption, 1), zones.StateOf(lost));
        Assert.True(Zones.Count([lost]).AllDisrupted);
    }
}
