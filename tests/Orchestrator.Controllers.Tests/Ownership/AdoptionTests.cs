using Orchestrator.Api;
using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Controllers.ReplicaSets;

namespace Orchestrator.Controllers.Tests.Ownership;

public class AdoptionTests
{
    private readonly ControllerWorld _world = new(1, ReplicaSetController.Name);

    [Fact]
    public void OrphanComesLater_IsAdoptedByWhoSelectsIt()
    {
        var set = _world.Api.Put(Workloads.Set("s", 1));
        _world.Start();
        _world.ActAsNode();
        _world.Api.Put(Workloads.Pod("late"));
        _world.Run(1);

        // There is one too many then, and the one that is not ready goes.
        var late = _world.Get<Pod>("default", "late");
        Assert.True(OwnedBy(late, set));
        Assert.NotNull(late.Metadata.DeletionTimestamp);
    }

    [Fact]
    public void SelectorWithoutASingleLabel_AdoptsToo()
    {
        var set = Workloads.Set("s", 1);
        var requirement = new LabelSelectorRequirement { Key = "app", Operator = "In", Values = ["web", "site"] };
        var selector = new LabelSelector { MatchExpressions = [requirement] };
        set = _world.Api.Put(set with { Spec = set.Spec with { Selector = selector } });
        _world.Api.Put(Workloads.Pod("orphan"));
        _world.Start();

        Assert.True(OwnedBy(Assert.Single(_world.Api.All<Pod>()), set));
    }

    [Fact]
    public void RelabeledOrphan_IsAdoptedThen()
    {
        var set = _world.Api.Put(Workloads.Set("s", 2));
        var pod = Workloads.Pod("orphan");
        pod = _world.Api.Put(pod with { Metadata = pod.Metadata with { Labels = ValueMap.Of(("app", "other")) } });
        _world.Start();
        _world.ActAsNode();
        Assert.Equal(3, _world.Api.All<Pod>().Count);

        _world.Change<Pod>("orphan", one => one with { Metadata = one.Metadata with { Labels = Workloads.Labels } });
        _world.RunWithNode(5);
        Assert.Equal(2, _world.Api.All<Pod>().Count(one => OwnedBy(one, set)));
        Assert.Equal(2, _world.Get<ReplicaSet>("default", "s").Status.Replicas);
    }

    private static bool OwnedBy(Pod pod, KubeObject set) =>
        pod.Metadata.OwnerReferences.Any(owner => owner.Uid == set.Metadata.Uid);
}
