using Orchestrator.Actors;
using Orchestrator.Scheduler.Cache;
using static Orchestrator.Scheduler.Tests.Objects;

namespace Orchestrator.Scheduler.Tests.Cache;

public sealed class SchedulerCacheTests
{
    private readonly SchedulerCache _cache = new();

    public SchedulerCacheTests()
    {
        _cache.SetNode(Node("a"));
        _cache.SetNode(Node("b"));
    }

    [Fact]
    public void AssumedPod_CountsAtOnce_AndOnceWhenConfirmed()
    {
        _cache.Assume(Pod("p", "1").Info(), "a");
        Assert.Equal(1000, _cache.Node("a")!.Requested.MilliCpu);

        _cache.SetPod(Pod("p", "1").On("a"));

        Assert.Equal(1000, _cache.Node("a")!.Requested.MilliCpu);
        Assert.Equal((0, false), (_cache.AssumedCount, _cache.IsAssumed("uid-p")));
    }

    [Fact]
    public void AssumedPod_ConfirmedElsewhere_Moves()
    {
        _cache.Assume(Pod("p", "1").Info(), "a");

        _cache.SetPod(Pod("p", "1").On("b"));

        Assert.Equal(0, _cache.Node("a")!.Requested.MilliCpu);
        Assert.Equal(1000, _cache.Node("b")!.Requested.MilliCpu);
    }

    [Fact]
    public void Forgetting_GivesRoomBack_ButNotOfAConfirmedPod()
    {
        _cache.Assume(Pod("p", "1").Info(), "a");
        Assert.NotNull(_cache.Forget("uid-p"));
        Assert.Equal(0, _cache.Node("a")!.PodCount);

        _cache.SetPod(Pod("q", "1").On("a"));
        Assert.Null(_cache.Forget("uid-q"));
        Assert.Equal(1, _cache.Node("a")!.PodCount);
    }

    [Fact]
    public void AssumingTwice_IsABug()
    {
        _cache.Assume(Pod("p").Info(), "a");

        Assert.Throws<InvariantException>(() => _cache.Assume(Pod("p").Info(), "b"));
    }

    [Fact]
    public void PodsOfARemovedNode_CountAgain_WhenItComesBack()
    {
        _cache.SetPod(Pod("p", "1").On("a"));
        _cache.RemoveNode("a");
        Assert.Null(_cache.Node("a"));
        Assert.Equal(1, _cache.Nodes.Length);

        _cache.SetNode(Node("a"));

        Assert.Equal(1000, _cache.Node("a")!.Requested.MilliCpu);
    }

    [Fact]
    public void PodSeenBeforeItsNode_Counts()
    {
        _cache.SetPod(Pod("p", "1").On("late"));
        _cache.SetNode(Node("late"));

        Assert.Equal(1000, _cache.Node("late")!.Requested.MilliCpu);
    }

    [Fact]
    public void Nodes_ComeFromZonesInTurn()
    {
        var cache = new SchedulerCache();
        foreach (var name in new[] { "a1", "a2", "a3", "b1", "c1", "c2" })
            cache.SetNode(Node(name).WithLabel("topology.kubernetes.io/zone", name[..1]));

        Assert.Equal(["a1", "b1", "c1", "a2", "c2", "a3"], cache.Nodes.ToArray().Select(node => node.Name));
        Assert.Equal(Enumerable.Range(0, 6), cache.Nodes.ToArray().Select(node => node.Index));
    }
}
