using Orchestrator.Api.Core.V1;

namespace Orchestrator.Controllers.Tests.AgainstServer;

/// <summary>The controllers against the server itself: what the fake may get wrong shows here.</summary>
public class ControllersAgainstServerTests
{
    private readonly ServerWorld _world = new(1);

    [Fact]
    public void SystemNamespaces_HaveTheirAccountsAndTheCa()
    {
        string[] spaces = ["default", "kube-node-lease", "kube-public", "kube-system"];

        Assert.Equal(spaces, _world.All<ServiceAccount>().Select(account => account.Key.Namespace));
        Assert.Equal(spaces, _world.All<ConfigMap>().Select(map => map.Key.Namespace));
        Assert.Empty(_world.Failures);
    }

    [Fact]
    public void NamespaceDeleted_GoesWithItsContent()
    {
        _world.Create(new Namespace { Metadata = new() { Name = "a" } });
        _world.Create(new ConfigMap { Metadata = new() { Namespace = "a", Name = "m" } });
        _world.Run(1);
        _world.Delete<Namespace>("", "a");
        _world.Run(10);

        Assert.Null(_world.Find<Namespace>("", "a"));
        Assert.Empty(_world.All<ConfigMap>("a"));
        Assert.Empty(_world.All<ServiceAccount>("a"));
    }

    [Fact]
    public void NamespaceHeldByAFinalizer_SaysSoAndGoesWhenItIsReleased()
    {
        _world.Create(new Namespace { Metadata = new() { Name = "a" } });
        _world.Create(new ConfigMap
        {
            Metadata = new() { Namespace = "a", Name = "m", Finalizers = ["example.com/hold"] },
        });
        _world.Delete<Namespace>("", "a");
        _world.Run(10);
        Assert.Contains(
            _world.Find<Namespace>("", "a")!.Status.Conditions,
            condition => condition is { Type: "NamespaceFinalizersRemaining", Status: "True" });

        var held = _world.Find<ConfigMap>("a", "m")!;
        _world.Update(held with { Metadata = held.Metadata with { Finalizers = [] } });
        _world.Run(30);
        Assert.Null(_world.Find<Namespace>("", "a"));
    }

    [Theory]
    [InlineData("Background", 0)]
    [InlineData("Foreground", 0)]
    [InlineData("Orphan", 2)]
    public void OwnerDeleted_ItsDependentsFollowThePolicy(string policy, int left)
    {
        var owner = _world.Create(Objects.ConfigMap("owner"));
        _world.Create(Objects.ConfigMap("a", Objects.OwnedBy(owner, blocks: true)));
        _world.Create(Objects.ConfigMap("b", Objects.OwnedBy(owner)));
        _world.Run(1);
        _world.Delete<ConfigMap>("default", "owner", policy);
        _world.Run(60);

        Assert.Null(_world.Find<ConfigMap>("default", "owner"));
        var maps = _world.All<ConfigMap>("default").Where(map => map.Key.Name is "a" or "b").ToList();
        Assert.Equal(left, maps.Count);
        Assert.All(maps, map => Assert.Empty(map.Metadata.OwnerReferences));
    }

    [Fact]
    public void NodeSilent_BecomesUnknownAndTaintedAndItsPodsUnready()
    {
        AddNode("lost");
        AddNode("well");
        Bind("p", "lost");
        _world.Run(45);
        AddHeartbeat("well");
        _world.Run(20);

        var lost = _world.Find<Node>("", "lost")!;
        Assert.Equal("Unknown", lost.Status.Conditions.Single(condition => condition.Type == "Ready").Status);
        Assert.Equal(
            ["node.kubernetes.io/unreachable NoExecute", "node.kubernetes.io/unreachable NoSchedule"],
            lost.Spec.Taints.Select(taint => $"{taint.Key} {taint.Effect}").Order());
        var pod = _world.Find<Pod>("default", "p")!;
        Assert.Equal("False", pod.Status.Conditions.Single(condition => condition.Type == "Ready").Status);
        Assert.Null(pod.Metadata.DeletionTimestamp);
        Assert.Contains(_world.All<Event>(), said => said is { Reason: "NodeNotReady", Message: "Node is not ready" });

        // Admission gave the Pod five minutes.
        for (var i = 0; i < 11; i++)
        {
            _world.Run(30);
            AddHeartbeat("well");
        }
        Assert.NotNull(_world.Find<Pod>("default", "p")!.Metadata.DeletionTimestamp);
    }

    [Fact]
    public void NodeReady_LosesTheTaintThatAdmissionGaveIt()
    {
        AddNode("n");
        _world.Run(2);

        Assert.Empty(_world.Find<Node>("", "n")!.Spec.Taints);
    }

    [Fact]
    public void NodeDeleted_ItsPodsAreRemoved()
    {
        AddNode("n");
        Bind("p", "n");
        _world.Delete<Node>("", "n");
        _world.Run(60);

        Assert.Null(_world.Find<Pod>("default", "p"));
    }

    [Fact]
    public void UntouchedCluster_IsQuiet()
    {
        _world.Run(60);
        var before = _world.Revision;
        _world.Run(600);

        Assert.Equal(before, _world.Revision);
        Assert.Empty(_world.Failures);
    }

    private void AddNode(string name)
    {
        var node = _world.Create(new Node { Metadata = new() { Name = name } });
        _world.UpdateStatus(node with { Status = Objects.Node(name, _world.Now).Status });
    }

    private void AddHeartbeat(string name)
    {
        var node = _world.Find<Node>("", name)!;
        var conditions = node.Status.Conditions.Select(condition => condition with
        {
            Status = condition.Type == "Ready" ? "True" : "False",
            LastHeartbeatTime = _world.Now,
        });
        _world.UpdateStatus(node with { Status = node.Status with { Conditions = conditions.ToValueList() } });
    }

    private void Bind(string name, string node)
    {
        _world.Run(1);
        var pod = _world.Create(new Pod
        {
            Metadata = new() { Namespace = "default", Name = name },
            Spec = new() { NodeName = node, Containers = [new Container { Name = "c", Image = "i" }] },
        });
        var ready = new PodCondition { Type = "Ready", Status = "True" };
        _world.UpdateStatus(pod with { Status = pod.Status with { Phase = "Running", Conditions = [ready] } });
    }
}
