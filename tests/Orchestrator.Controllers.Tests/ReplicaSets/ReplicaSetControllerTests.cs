using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client;
using Orchestrator.Controllers.ReplicaSets;

namespace Orchestrator.Controllers.Tests.ReplicaSets;

public class ReplicaSetControllerTests
{
    private readonly ControllerWorld _world = new(1, ReplicaSetController.Name);

    [Fact]
    public void Created_GetsItsPodsFromTheTemplate()
    {
        var set = _world.Api.Put(Workloads.Set("s", 3));
        _world.Start();

        var pods = _world.Api.All<Pod>();
        Assert.Equal(3, pods.Count);
        Assert.All(pods, pod =>
        {
            Assert.Matches("^s-[a-z0-9]{5}$", pod.Key.Name);
            Assert.Equal(Workloads.Labels, pod.Metadata.Labels);
            Assert.Equal([set.NewControllerRef()], pod.Metadata.OwnerReferences);
            Assert.Equal("v1", pod.Spec.Containers[0].Image);
        });
        Assert.Equal(
            pods.Select(pod => $"Created pod: {pod.Key.Name}").Order(), _world.Events("SuccessfulCreate").Order());
        Assert.Equal(3, Set().Status.Replicas);
        Assert.Empty(_world.Failures);
    }

    [Fact]
    public void ScaledDown_DeletesTheSurplusOnce()
    {
        _world.Api.Put(Workloads.Set("s", 5));
        _world.Start();
        _world.RunWithNode(3);
        _world.Change<ReplicaSet>("s", set => set with { Spec = set.Spec with { Replicas = 2 } });
        _world.Run(5);

        var terminating = _world.Api.All<Pod>().Where(pod => pod.IsTerminating).ToList();
        Assert.Equal(3, terminating.Count);
        Assert.Equal(
            terminating.Select(pod => $"Deleted pod: {pod.Key.Name}").Order(),
            _world.Events("SuccessfulDelete").Order());
        Assert.Equal(2, Set().Status.Replicas);
        Assert.Equal(3, _world.Api.Calls.Count(call => call is { Verb: "delete", Kind.Plural: "pods" }));
    }

    [Fact]
    public void PodLost_IsReplaced()
    {
        _world.Api.Put(Workloads.Set("s", 2));
        _world.Start();
        _world.Api.Remove<Pod>("default", _world.Api.All<Pod>()[0].Key.Name);
        _world.Run(1);

        Assert.Equal(2, _world.Api.All<Pod>().Count);
    }

    [Fact]
    public void PodFailed_IsReplacedAndLeftForTheGarbageCollector()
    {
        _world.Api.Put(Workloads.Set("s", 1));
        _world.Start();
        var pod = _world.Api.All<Pod>()[0];
        _world.Api.Put(pod with { Status = pod.Status with { Phase = "Failed" } });
        _world.Run(1);

        Assert.Equal(2, _world.Api.All<Pod>().Count);
        Assert.Equal(1, Set().Status.Replicas);
    }

    [Fact]
    public void MatchingOrphan_IsAdopted()
    {
        var set = _world.Api.Put(Workloads.Set("s", 2));
        _world.Api.Put(Workloads.Pod("orphan"));
        _world.Start();

        Assert.True(_world.Get<Pod>("default", "orphan").IsControlledBy(set));
        Assert.Equal(2, _world.Api.All<Pod>().Count);
    }

    [Fact]
    public void PodOfAnother_IsLeftAlone()
    {
        _world.Api.Put(Workloads.Set("s", 1));
        var other = _world.Api.Put(Workloads.Pod("other", Workloads.Set("t", 1)));
        _world.Start();

        Assert.Equal(other, _world.Get<Pod>("default", "other"));
        Assert.Equal(2, _world.Api.All<Pod>().Count);
    }

    [Fact]
    public void PodRelabeled_IsLetGoAndReplaced()
    {
        _world.Api.Put(Workloads.Set("s", 1));
        _world.Start();
        var pod = _world.Api.All<Pod>()[0];
        var labels = ValueMap.Of(("app", "debug"));
        _world.Change<Pod>(pod.Key.Name, one => one with { Metadata = one.Metadata with { Labels = labels } });
        _world.Run(1);

        Assert.Empty(_world.Get<Pod>("default", pod.Key.Name).Metadata.OwnerReferences);
        Assert.Equal(2, _world.Api.All<Pod>().Count);
    }

    [Fact]
    public void SetDeletedBehindTheCache_AdoptsNothing()
    {
        _world.Api.Put(Workloads.Set("s", 0));
        _world.Start();
        // The orphan is seen while the deletion is not.
        var stored = Set();
        _world.Api.Fault = call => call.Verb == "get" ? Statuses.NotFound("apps", "replicasets", "s") : null;
        _world.Api.Put(Workloads.Pod("orphan"));
        _world.Run(1);

        Assert.Empty(_world.Get<Pod>("default", "orphan").Metadata.OwnerReferences);
        Assert.NotEmpty(_world.Failures);
        Assert.Equal(stored, Set());
    }

    [Fact]
    public void CreationRefused_OneCallEachTimeAndTheReasonIsSaid()
    {
        _world.Api.Fault = call =>
            call is { Verb: "create", Kind.Plural: "pods" } ? Statuses.BadRequest("not you") : null;
        _world.Api.Put(Workloads.Set("s", 500));
        _world.Start();

        var condition = Assert.Single(Set().Status.Conditions);
        Assert.Equal(("FailedCreate", "not you"), (condition.Reason, condition.Message));
        Assert.All(_world.Events("FailedCreate"), message => Assert.Equal("Error creating: not you", message));
        Assert.InRange(_world.Failures.Count, 2, 20);

        _world.Api.Fault = null;
        _world.Run(60);
        Assert.Equal(500, _world.Api.All<Pod>().Count);
        Assert.Empty(Set().Status.Conditions);
    }

    [Fact]
    public void MinReadySeconds_AvailableWhenTheyHavePassed()
    {
        _world.Api.Put(Workloads.Set("s", 2, minReadySeconds: 30));
        _world.Start();
        _world.ActAsNode();
        _world.Run(20);
        Assert.Equal((2, 0), (Set().Status.ReadyReplicas, Set().Status.AvailableReplicas));

        _world.Run(11);
        Assert.Equal((2, 2), (Set().Status.ReadyReplicas, Set().Status.AvailableReplicas));
    }

    [Fact]
    public void ManyReplicas_TakeNoMoreThanTenRounds()
    {
        _world.Api.Put(Workloads.Set("s", 500));
        _world.Start();

        Assert.Equal(500, _world.Api.All<Pod>().Count);
        Assert.Equal(500, _world.Api.Calls.Count(call => call is { Verb: "create", Kind.Plural: "pods" }));
    }

    [Fact]
    public void Settled_IsQuiet()
    {
        _world.Api.Put(Workloads.Set("s", 3));
        _world.Start();
        _world.RunWithNode(5);
        var revision = _world.Api.Revision;
        _world.Run(3600);

        Assert.Equal(revision, _world.Api.Revision);
        Assert.Empty(_world.Failures);
    }

    [Theory]
    [MemberData(nameof(Seeds.Forty), MemberType = typeof(Seeds))]
    public void FaultsAndCrashes_EndWithTheRightNumber(ulong seed)
    {
        var world = new ControllerWorld(seed, ReplicaSetController.Name);
        var chance = world.System.Fork("faults");
        world.Api.Put(Workloads.Set("s", 7));
        world.Start();
        for (var i = 0; i < 40; i++)
        {
            world.Disturb(chance);
            var replicas = chance.Next(12);
            world.Change<ReplicaSet>("s", set => set with { Spec = set.Spec with { Replicas = replicas } });
            world.Run(chance.NextDouble() * 0.3);
            world.ActAsNode(_ => chance.Next(3) > 0);
        }
        world.Calm();
        world.RunWithNode(400);

        var set = world.Get<ReplicaSet>("default", "s");
        Assert.Equal(set.Spec.Replicas, world.Api.All<Pod>().Count);
        Assert.Equal(set.Spec.Replicas, set.Status.AvailableReplicas);
        Assert.Equal(set.Metadata.Generation, set.Status.ObservedGeneration);
    }

    private ReplicaSet Set() => _world.Get<ReplicaSet>("default", "s");
}
