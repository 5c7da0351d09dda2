using Orchestrator.Api.Core.V1;
using Orchestrator.Controllers.NodeLifecycle;

namespace Orchestrator.Controllers.Tests.NodeLifecycle;

public class NodeEvictionPacerTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    [Theory]
    [InlineData("mostly well: every ten seconds", 8, 2, 10, true)]
    [InlineData("mostly well: not sooner", 8, 2, 9, false)]
    [InlineData("small zone mostly down: never", 4, 6, 10_000, false)]
    [InlineData("large zone mostly down: every hundred seconds", 30, 70, 100, true)]
    [InlineData("large zone mostly down: not sooner", 30, 70, 99, false)]
    public void SecondTurn_ComesAsTheZoneAllows(string name, int ready, int lost, int seconds, bool expected)
    {
        List<Node> nodes =
        [
            .. Enumerable.Range(0, ready).Select(i => Objects.Node("r" + i, Start)),
            .. Enumerable.Range(0, lost).Select(i => Objects.Node("l" + i, Start, "Unknown")),
        ];
        var pacer = new NodeEvictionPacer();
        pacer.MayEvict(nodes[^1], false, () => nodes, Start);

        Assert.True(expected == pacer.MayEvict(nodes[^2], false, () => nodes, Start.AddSeconds(seconds)), name);
    }

    [Fact]
    public void TaintedAlready_KeepsItsTaintUnlessEveryNodeIsLost()
    {
        var lost = Objects.Node("lost", Start, "Unknown");
        var pacer = new NodeEvictionPacer();

        Assert.True(pacer.MayEvict(lost, true, () => [lost, Objects.Node("well", Start)], Start));
        Assert.False(pacer.MayEvict(lost, true, () => [lost], Start.AddSeconds(5)));
    }
}
