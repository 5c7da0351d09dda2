using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Controllers.NodeLifecycle;

namespace Orchestrator.Controllers.Tests.NodeLifecycle;

public class NodeLifecycleControllerTests
{
    private readonly ControllerWorld _world = new(1, NodeLifecycleController.Name);

    [Fact]
    public void NodeAppears_IsRegisteredAndGetsItsOldLabels()
    {
        _world.Api.Put(Objects.Node("n", _world.Now));
        _world.Start();

        Assert.Equal("linux", _world.Get<Node>("", "n").Metadata.Labels["beta.kubernetes.io/os"]);
        Assert.Equal(["Node n event: Registered Node n in Controller"], _world.Events("RegisteredNode"));
    }

    [Fact]
    public void NodeRemoved_IsSaid()
    {
        _world.Api.Put(Objects.Node("n", _world.Now));
        _world.Start();
        _world.Api.Remove<Node>("", "n");
        _world.Run(1);

        Assert.Equal(["Node n event: Removing Node n from Controller"], _world.Events("RemovingNode"));
    }

    [Fact]
    public void SilentForTheGracePeriod_BecomesUnknown()
    {
        _world.Api.Put(Objects.Node("n", _world.Now));
        _world.Start();
        _world.Run(48);
        Assert.Equal("True", Ready("n").Status);

        _world.Run(3);
        Assert.Equal("Unknown", Ready("n").Status);
        Assert.Equal("NodeStatusUnknown", Ready("n").Reason);
        Assert.Equal("Kubelet stopped posting node status.", Ready("n").Message);
        var memory = NodeConditions.Find(_world.Get<Node>("", "n"), "MemoryPressure")!;
        Assert.Equal("NodeStatusNeverUpdated", memory.Reason);
    }

    [Fact]
    public void WokenBeforeTheCacheShowsItsOwnWrites_WritesOnFromThem()
    {
        _world.Api.Put(Objects.Node("other", _world.Now));
        _world.Api.Put(Objects.Node("n", _world.Now));
        _world.Start();
        _world.Run(45);
        _world.Api.Put(LeaseOf("other"));
        _world.Api.HoldWatches<Node>();
        _world.Run(6);
        Assert.Equal("Unknown", Ready("n").Status);

        var pod = Workloads.Pod("p");
        _world.Api.Put(pod with { Spec = pod.Spec with { NodeName = "n" } }); // wakes it
        _world.Run(1);

        Assert.Empty(_world.Failures);
        Assert.Contains(_world.Get<Node>("", "n").Spec.Taints, taint => taint.Key == "node.kubernetes.io/unreachable");
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(5)]
    public void ClockIsSet_WhoRenewsStaysReady_WhoDoesNotIsNoticedInTime(int hours)
    {
        _world.Api.Put(Objects.Node("n", _world.Now));
        _world.Api.Put(Objects.Node("silent", _world.Now));
        _world.Api.Put(LeaseOf("n"));
        _world.Start();
        _world.System.Clock.Jump(TimeSpan.FromHours(hours));
        for (var i = 0; i < 12; i++)
        {
            _world.Api.Put(LeaseOf("n"));
            _world.Run(4);
            Assert.Equal(("True", "True"), (Ready("n").Status, Ready("silent").Status));
        }
        _world.Api.Put(LeaseOf("n"));
        _world.Run(4);

        Assert.Equal(("True", "Unknown"), (Ready("n").Status, Ready("silent").Status));
    }

    [Fact]
    public void LeaseRenewed_KeepsItReady()
    {
        _world.Api.Put(Objects.Node("n", _world.Now));
        _world.Start();
        for (var i = 0; i < 12; i++)
        {
            _world.Api.Put(LeaseOf("n"));
            _world.Run(10);
        }
        Assert.Equal("True", Ready("n").Status);

        _world.Run(45);
        Assert.Equal("Unknown", Ready("n").Status);
    }

    [Fact]
    public void ClockOfTheNodeIsFarBehind_DoesNotMatter()
    {
        _world.Api.Put(Objects.Node("n", _world.Now.AddDays(-1)));
        _world.Start();
        _world.Run(30);

        Assert.Equal("True", Ready("n").Status);
    }

    [Fact]
    public void NeverPostedAStatus_IsGivenLonger()
    {
        _world.Api.Put(new Node { Metadata = new() { Name = "n" } });
        _world.Start();
        _world.Run(57);
        Assert.Empty(_world.Get<Node>("", "n").Status.Conditions);

        _world.Run(3);
        Assert.Equal("NodeStatusNeverUpdated", Ready("n").Reason);
    }

    [Fact]
    public void NodeLost_PodsAreNoLongerReadyAndItIsSaid()
    {
        _world.Api.Put(Objects.Node("n", _world.Now));
        _world.Api.Put(Objects.Pod("on-it", "n"));
        _world.Api.Put(Objects.Pod("elsewhere", "m"));
        _world.Start();
        _world.Run(55);

        Assert.Equal("False", _world.Get<Pod>("default", "on-it").Status.Conditions[0].Status);
        Assert.Equal("True", _world.Get<Pod>("default", "elsewhere").Status.Conditions[0].Status);
        Assert.Equal(
            ["Node is not ready", "Node n status is now: NodeNotReady"],
            _world.Events("NodeNotReady").Order());
    }

    [Fact]
    public void PodBoundToALostNode_IsMarkedToo()
    {
        KeepAlive("other");
        _world.Api.Put(Objects.Node("n", _world.Now));
        _world.Start();
        _world.Run(55);
        _world.Api.Put(Objects.Pod("late", "n"));
        _world.Run(1);

        Assert.Equal("False", _world.Get<Pod>("default", "late").Status.Conditions[0].Status);
    }

    [Fact]
    public void Lost_IsTaintedSoThatNothingComesAndWhatIsThereGoes()
    {
        KeepAlive("other");
        _world.Api.Put(Objects.Node("n", _world.Now));
        _world.Start();
        _world.Run(60);

        Assert.Equal(
            ["node.kubernetes.io/unreachable NoSchedule", "node.kubernetes.io/unreachable NoExecute"], TaintsOf("n"));
        Assert.NotNull(_world.Get<Node>("", "n").Spec.Taints[1].TimeAdded);
    }

    [Fact]
    public void BackAgain_LosesItsTaints()
    {
        KeepAlive("other");
        _world.Api.Put(Objects.Node("n", _world.Now));
        _world.Start();
        _world.Run(60);
        _world.Api.Put(Objects.Node("n", _world.Now));
        _world.Run(1);

        Assert.Empty(TaintsOf("n"));
    }

    [Fact]
    public void NotReadyByItsOwnWord_HasTheOtherTaint()
    {
        KeepAlive("other");
        _world.Api.Put(Objects.Node("n", _world.Now, "False"));
        _world.Start();
        _world.Run(12);

        Assert.Equal(
            ["node.kubernetes.io/not-ready NoSchedule", "node.kubernetes.io/not-ready NoExecute"], TaintsOf("n"));
    }

    [Fact]
    public void EveryNodeLost_NobodyIsEvicted()
    {
        _world.Api.Put(Objects.Node("a", _world.Now));
        _world.Api.Put(Objects.Node("b", _world.Now));
        _world.Start();
        _world.Run(120);

        Assert.Equal(["node.kubernetes.io/unreachable NoSchedule"], TaintsOf("a"));
        Assert.Equal(["node.kubernetes.io/unreachable NoSchedule"], TaintsOf("b"));
    }

    [Fact]
    public void ManyLostOfOneZone_AreTaintedOneInTenSeconds()
    {
        for (var i = 0; i < 6; i++)
            KeepAlive("well-" + i);
        for (var i = 0; i < 4; i++)
            _world.Api.Put(Objects.Node("lost-" + i, _world.Now));
        _world.Start();
        _world.Run(51);
        Assert.Equal(1, Evicting());
        _world.Run(11);
        Assert.InRange(Evicting(), 2, 2);

        _world.Run(60);
        Assert.Equal(4, Evicting());
    }

    [Fact]
    public void CordonedNode_HasTheUnschedulableTaint()
    {
        var node = Objects.Node("n", _world.Now);
        var mine = new Taint { Key = "mine", Effect = "NoSchedule" };
        _world.Api.Put(node with { Spec = new() { Unschedulable = true, Taints = [mine] } });
        _world.Start();

        Assert.Equal(["mine NoSchedule", "node.kubernetes.io/unschedulable NoSchedule"], TaintsOf("n"));
    }

    [Fact]
    public void WellNodes_AreNotLookedAtAgainAndAgain()
    {
        KeepAlive("n");
        _world.Start();
        _world.Run(5);
        var revision = _world.Api.Revision;
        var steps = _world.System.Steps;
        _world.Run(30);

        Assert.True(_world.System.Steps - steps < 120, $"{_world.System.Steps - steps} steps for one quiet node");
        Assert.True(_world.Api.Revision - revision <= 4);
    }

    private int Evicting() => _world.Api.All<Node>().Count(NodeTaints.Evicts);

    private NodeCondition Ready(string name) => NodeConditions.Find(_world.Get<Node>("", name), "Ready")!;

    private IEnumerable<string> TaintsOf(string name) =>
        _world.Get<Node>("", name).Spec.Taints.Select(taint => $"{taint.Key} {taint.Effect}");

    private Lease LeaseOf(string name) => new()
    {
        Metadata = new() { Namespace = NodeHealth.LeaseNamespace, Name = name },
        Spec = new() { RenewTime = _world.Now },
    };

    /// <summary>A Node whose Lease is renewed every ten seconds.</summary>
    private void KeepAlive(string name)
    {
        _world.Api.Put(Objects.Node(name, _world.Now));
        _world.System.Spawn<object>("kubelet-" + name, () => new Heartbeat(() => _world.Api.Put(LeaseOf(name))));
    }

    private sealed class Heartbeat(Action beat) : Actors.Actor<object>
    {
        public override ValueTask OnStartAsync()
        {
            Context.Timers.Every("beat", TimeSpan.FromSeconds(10), "beat");
            return default;
        }

        public override ValueTask OnMessageAsync(object message)
        {
            beat();
            return default;
        }
    }
}
