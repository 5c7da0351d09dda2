using System.Collections.Immutable;
using Orchestrator.Akka.Remoting;
using Orchestrator.Hosting.Clusters;

namespace Orchestrator.Akka.Tests.Remoting;

public sealed class GateOrderTests
{
    private static readonly ImmutableArray<ClusterMember> Three =
    [
        Members.Plane("tcp://o@10.0.0.1:4053"), Members.Plane("tcp://o@10.0.0.2:4053"),
        Members.Plane("tcp://o@10.0.0.3:4053"),
    ];

    [Fact]
    public void Members_SpreadOverControlPlanes_AndOverTheRestWhenOneIsGone()
    {
        var chosen = Counts(Three, Workers);
        Assert.Equal(3, chosen.Count);
        Assert.All(chosen.Values, count => Assert.InRange(count, 70, 130));
        var orphans = Workers.Where(worker => Choose(Three, worker) == Three[0].Address).ToList();
        var left = Counts(Three.RemoveAt(0), orphans);
        Assert.Equal(2, left.Count);
        Assert.All(left.Values, count => Assert.InRange(count, orphans.Count / 4, orphans.Count));
        // Those whose control plane lives stay with it.
        Assert.All(
            Workers.Except(orphans), worker => Assert.Equal(Choose(Three, worker), Choose(Three.RemoveAt(0), worker)));
    }

    [Fact]
    public void ControlPlane_IsItsOwnFirst() =>
        Assert.All(Three, member => Assert.Equal(member.Address, Choose(Three, member.Address)));

    [Fact]
    public void AfterEach_ComesTheNext_UntilAllWereTried()
    {
        var tried = new List<string>();
        for (var after = (string?)null; tried.Count < 6; after = tried[^1])
            tried.Add(GateOrder.Choose(Three, "w", after)!.Address);
        Assert.Equal(Three.Select(member => member.Address).Order(), tried[..3].Order());
        Assert.Equal(tried[..3], tried[3..]);
        // Also after one that is no member any more.
        var without = Three.RemoveAll(member => member.Address == tried[0]);
        Assert.Equal(tried[1], GateOrder.Choose(without, "w", tried[0])!.Address);
    }

    [Fact]
    public void OnlyControlPlanesThatAreUp_AreChosen()
    {
        Assert.Null(GateOrder.Choose([], "w", null));
        Assert.Null(GateOrder.Choose([Members.Worker("tcp://o@10.0.0.9:4053", "w")], "w", null));
        foreach (var state in Enum.GetValues<MemberState>().Except([MemberState.Up]))
        {
            Assert.Null(GateOrder.Choose([Members.Plane("a", state)], "w", null));
            Assert.Equal("b", GateOrder.Choose([Members.Plane("a", state), Members.Plane("b")], "w", null)!.Address);
        }
    }

    private static IEnumerable<string> Workers =>
        Enumerable.Range(1, 300).Select(i => $"tcp://o@10.1.{i / 100}.{i % 100}:4053");

    private static string Choose(ImmutableArray<ClusterMember> members, string self) =>
        GateOrder.Choose(members, self, null)!.Address;

    private static Dictionary<string, int> Counts(ImmutableArray<ClusterMember> members, IEnumerable<string> workers) =>
        workers.CountBy(worker => Choose(members, worker)).ToDictionary();
}
