using Orchestrator.Api.Core.V1;
using Orchestrator.Controllers.GarbageCollection;

namespace Orchestrator.Controllers.Tests.GarbageCollection;

public class OwnerGraphTests
{
    private readonly OwnerGraph _graph = new();

    [Fact]
    public void OwnerNamedBeforeItIsSeen_IsLookedUp()
    {
        var effects = _graph.Apply(null, Map("child", "owner"));

        Assert.Equal(["owner"], effects.ToLookAt);
        Assert.False(_graph.Find("owner")!.IsObserved);
    }

    [Fact]
    public void OwnerSeenAfterItsDependent_NeedsNothing()
    {
        _graph.Apply(null, Map("child", "owner"));
        var effects = _graph.Apply(null, Map("owner"));

        Assert.Empty(effects.ToLookAt);
        Assert.Equal(["child"], _graph.Find("owner")!.Dependents.Select(node => node.Identity.Name));
    }

    [Fact]
    public void OwnerGone_ItsDependentsAreLookedAtInOrder()
    {
        _graph.Apply(null, Map("owner"));
        _graph.Apply(null, Map("b", "owner"));
        _graph.Apply(null, Map("a", "owner"));
        var effects = _graph.Apply(Map("owner"), null);

        Assert.Equal(["a", "b"], effects.ToLookAt);
        Assert.Equal("owner", effects.Absent!.Name);
        Assert.Equal(2, _graph.Count);
    }

    [Fact]
    public void UnseenOwnerWithNoDependentLeft_IsForgotten()
    {
        _graph.Apply(null, Map("child", "owner"));
        _graph.Apply(Map("child", "owner"), null);

        Assert.Equal(0, _graph.Count);
    }

    [Fact]
    public void UnseenOwnerNotFoundAsOneSays_IsLookedUpAsAnotherSays()
    {
        var elsewhere = Map("other", "owner");
        _graph.Apply(null, Map("child", "owner"));
        _graph.Apply(null, elsewhere with { Metadata = elsewhere.Metadata with { Namespace = "elsewhere" } });

        Assert.Equal(["owner"], _graph.Forget("owner").ToLookAt);
        Assert.Equal("elsewhere", _graph.Find("owner")!.Identity.Namespace);
        Assert.Equal(["child", "other"], _graph.Forget("owner").ToLookAt);
        Assert.Null(_graph.Find("owner"));
    }

    [Fact]
    public void LastBlockingDependentGone_LooksAtTheOwner()
    {
        _graph.Apply(null, Map("owner"));
        _graph.Apply(null, Map("child", "owner", blocks: true));
        var deleting = Deleting(Map("owner"), OwnerGraph.ForegroundFinalizer);
        Assert.Equal(["child", "owner"], _graph.Apply(Map("owner"), deleting).ToLookAt);
        Assert.Null(GarbageTask.For(_graph.Find("owner")!, _ => { }));

        Assert.Equal(["owner"], _graph.Apply(Map("child", "owner", blocks: true), null).ToLookAt);
        Assert.IsType<ReleaseOwner>(GarbageTask.For(_graph.Find("owner")!, _ => { }));
    }

    [Fact]
    public void DependentThatStopsBlocking_LooksAtTheOwner()
    {
        _graph.Apply(null, Deleting(Map("owner"), OwnerGraph.ForegroundFinalizer));
        _graph.Apply(null, Map("child", "owner", blocks: true));

        Assert.Equal(["owner"], _graph.Apply(Map("child", "owner", blocks: true), Map("child", "owner")).ToLookAt);
    }

    [Fact]
    public void DependentOfAnOwnerOnItsWayOut_IsLookedAt()
    {
        _graph.Apply(null, Deleting(Map("owner"), OwnerGraph.ForegroundFinalizer));

        Assert.Equal(["late"], _graph.Apply(null, Map("late", "owner")).ToLookAt);
    }

    [Fact]
    public void Orphaning_IsATaskWithTheDependentsUntilTheFinalizerIsGone()
    {
        _graph.Apply(null, Map("child", "owner"));
        var deleting = Deleting(Map("owner"), OwnerGraph.OrphanFinalizer);
        _graph.Apply(null, deleting);
        var task = Assert.IsType<OrphanDependents>(GarbageTask.For(_graph.Find("owner")!, _ => { }));
        Assert.Equal(["child"], task.Dependents.Select(dependent => dependent.Name));

        _graph.Apply(deleting, Deleting(Map("owner"), "other"));
        Assert.Null(GarbageTask.For(_graph.Find("owner")!, _ => { }));
    }

    [Fact]
    public void DescriptionThatDoesNotFit_IsReportedWhicheverIsSeenFirst()
    {
        var renamed = Map("owner") with { Metadata = new() { Namespace = "default", Name = "renamed", Uid = "owner" } };
        _graph.Apply(null, Map("child", "owner"));
        var effects = _graph.Apply(null, renamed);
        Assert.Equal(["child"], effects.ToLookAt);
        Assert.Single(effects.WrongOwners);

        Assert.Single(_graph.Apply(null, Map("second", "owner")).WrongOwners);
    }

    private static ConfigMap Map(string name, string? owner = null, bool blocks = false) => new()
    {
        Metadata = new()
        {
            Namespace = "default",
            Name = name,
            Uid = name,
            OwnerReferences = owner is null ? [] : [Reference(owner, blocks)],
        },
    };

    private static OwnerReference Reference(string owner, bool blocks) =>
        new() { ApiVersion = "v1", Kind = "ConfigMap", Name = owner, Uid = owner, BlockOwnerDeletion = blocks };

    private static ConfigMap Deleting(ConfigMap map, string finalizer) => map with
    {
        Metadata = map.Metadata with { DeletionTimestamp = DateTimeOffset.UnixEpoch, Finalizers = [finalizer] },
    };
}
