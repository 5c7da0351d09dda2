using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client;
using Orchestrator.Controllers.Deployments;
using Orchestrator.Controllers.ReplicaSets;

namespace Orchestrator.Controllers.Tests.Deployments;

public class DeploymentControllerTests
{
    private readonly ControllerWorld _world = new(1, DeploymentController.Name, ReplicaSetController.Name);

    [Fact]
    public void Created_ComesUp()
    {
        _world.Api.Put(Workloads.Deployment("d", 3));
        _world.Start();
        _world.RunWithNode(5);

        var set = Assert.Single(_world.Api.All<ReplicaSet>());
        Assert.Equal([$"Scaled up replica set {set.Key.Name} from 0 to 3"], _world.Events("ScalingReplicaSet"));
        Assert.Equal((3, 3, 3, 0), Counts());
        Assert.Equal("NewReplicaSetAvailable", Progressing().Reason);
        Assert.Equal("1", Deployment().Metadata.Annotations[DeploymentAnnotations.Revision]);
        Assert.Empty(_world.Failures);
    }

    [Fact]
    public void TemplateChanged_RollsWithinItsBounds()
    {
        _world.Api.Put(Workloads.Deployment("d", 4, 1, 1));
        _world.Start();
        _world.RunWithNode(5);
        Roll("v2");
        var (most, fewest) = (0, int.MaxValue);
        for (var i = 0; i < 40; i++)
        {
            _world.Run(0.1);
            most = Math.Max(most, _world.Api.All<ReplicaSet>().Sum(set => set.Spec.Replicas ?? 0));
            fewest = Math.Min(
                fewest, _world.Api.All<Pod>().Count(pod => pod.Status.PodIP is not null && !pod.IsTerminating));
            _world.ActAsNode();
        }

        Assert.Equal((5, 3), (most, fewest));
        Assert.Equal((4, 4, 4, 0), Counts());
        Assert.All(_world.Api.All<Pod>(), pod => Assert.Equal("v2", pod.Spec.Containers[0].Image));
        Assert.Equal("2", Deployment().Metadata.Annotations[DeploymentAnnotations.Revision]);
    }

    [Fact]
    public void RolledBack_UsesTheOldSet()
    {
        _world.Api.Put(Workloads.Deployment("d", 2));
        _world.Start();
        _world.RunWithNode(5);
        var first = Assert.Single(_world.Api.All<ReplicaSet>()).Key;
        Roll("v2");
        _world.RunWithNode();
        Roll("v1");
        _world.RunWithNode();

        Assert.Equal(2, _world.Api.All<ReplicaSet>().Count);
        var set = _world.Get<ReplicaSet>("default", first.Name);
        Assert.Equal(2, set.Spec.Replicas);
        Assert.Equal("3", set.Metadata.Annotations[DeploymentAnnotations.Revision]);
        Assert.Equal("1", set.Metadata.Annotations[DeploymentAnnotations.RevisionHistory]);
    }

    [Fact]
    public void PausedAndResumed_RollsOnlyThen()
    {
        _world.Api.Put(Workloads.Deployment("d", 2));
        _world.Start();
        _world.RunWithNode(5);
        Pause(true);
        Roll("v2");
        _world.Change<Deployment>("d", value => value with { Spec = value.Spec with { Replicas = 3 } });
        _world.RunWithNode(10);
        Assert.All(_world.Api.All<Pod>(), pod => Assert.Equal("v1", pod.Spec.Containers[0].Image));
        Assert.Equal(3, _world.Api.All<Pod>().Count);
        Assert.Equal(("Unknown", "DeploymentPaused"), (Progressing().Status, Progressing().Reason));

        Pause(false);
        _world.RunWithNode();
        Assert.All(_world.Api.All<Pod>(), pod => Assert.Equal("v2", pod.Spec.Containers[0].Image));
        Assert.Equal("NewReplicaSetAvailable", Progressing().Reason);
    }

    [Fact]
    public void Stuck_ExceedsItsDeadlineByItself()
    {
        _world.Api.Put(Workloads.Deployment("d", 2));
        _world.Start();
        _world.RunWithNode(5);
        Roll("v2");
        _world.RunWithNode(10, pod => pod.Spec.Containers[0].Image == "v1");
        Assert.Equal("ReplicaSetUpdated", Progressing().Reason);
        _world.Run(610);

        Assert.Equal(("False", "ProgressDeadlineExceeded"), (Progressing().Status, Progressing().Reason));
        Assert.Equal("True", DeploymentConditions.Find(Deployment().Status, "Available")!.Status);
    }

    [Fact]
    public void Recreate_NeverRunsTwoTemplatesAtOnce()
    {
        var deployment = Workloads.Deployment("d", 3);
        _world.Api.Put(deployment with { Spec = deployment.Spec with { Strategy = new() { Type = "Recreate" } } });
        _world.Start();
        _world.RunWithNode(5);
        Roll("v2");
        for (var i = 0; i < 30; i++)
        {
            _world.Run(0.1);
            var images = _world.Api.All<Pod>().Select(pod => pod.Spec.Containers[0].Image).Distinct();
            Assert.InRange(images.Count(), 0, 1);
            _world.ActAsNode();
        }

        Assert.Equal((3, 3, 3, 0), Counts());
        Assert.All(_world.Api.All<Pod>(), pod => Assert.Equal("v2", pod.Spec.Containers[0].Image));
    }

    [Fact]
    public void NameTakenByAnother_TheNextHashIsUsed()
    {
        var deployment = Workloads.Deployment("d", 1);
        var name = $"d-{PodTemplateHash.Of(deployment.Spec.Template, null)}";
        var foreign = Workloads.Set(name, 0);
        _world.Api.Put(foreign with { Spec = foreign.Spec with { Template = Workloads.Template("other") } });
        _world.Api.Put(deployment);
        _world.Start();
        _world.RunWithNode(10);

        Assert.Equal(1, Deployment().Status.CollisionCount);
        Assert.Equal((1, 1, 1, 0), Counts());
        Assert.Equal(2, _world.Api.All<ReplicaSet>().Count);
    }

    [Fact]
    public void SetRefused_SaysWhy()
    {
        _world.Api.Fault = call =>
            call is { Verb: "create", Kind.Plural: "replicasets" } ? Statuses.BadRequest("no") : null;
        _world.Api.Put(Workloads.Deployment("d", 1));
        _world.Start();

        var condition = Progressing();
        Assert.Equal(
            ("False", "ReplicaSetCreateError", "no"), (condition.Status, condition.Reason, condition.Message));
        Assert.Contains(
            _world.Events("ReplicaSetCreateError"),
            message => message.StartsWith("Failed to create new replica set \"d-"));
    }

    [Fact]
    public void OrphanedSetOfTheTemplate_IsAdopted()
    {
        var set = Workloads.Set("mine", 2);
        _world.Api.Put(set with { Metadata = set.Metadata with { Labels = Workloads.Labels } });
        _world.Api.Put(Workloads.Deployment("d", 2));
        _world.Start();
        _world.RunWithNode(10);

        Assert.Equal("mine", Assert.Single(_world.Api.All<ReplicaSet>()).Key.Name);
        Assert.True(_world.Get<ReplicaSet>("default", "mine").IsControlledBy(Deployment()));
    }

    [Fact]
    public void Settled_IsQuiet()
    {
        _world.Api.Put(Workloads.Deployment("d", 3));
        _world.Start();
        _world.RunWithNode(10);
        var revision = _world.Api.Revision;
        _world.Run(7200);

        Assert.Equal(revision, _world.Api.Revision);
    }

    [Theory]
    [MemberData(nameof(Seeds.Forty), MemberType = typeof(Seeds))]
    public void FaultsAndCrashes_EndWithTheLastTemplateAndSize(ulong seed)
    {
        var world = new ControllerWorld(seed, DeploymentController.Name, ReplicaSetController.Name);
        var chance = world.System.Fork("faults");
        world.Api.Put(Workloads.Deployment("d", 4));
        world.Start();
        for (var i = 0; i < 30; i++)
        {
            world.Disturb(chance);
            var (replicas, paused, image) = (chance.Next(9), chance.Next(4) == 0, $"v{chance.Next(4)}");
            world.Change<Deployment>("d", value => value with
            {
                Spec = value.Spec with { Replicas = replicas, Paused = paused, Template = Workloads.Template(image) },
            });
            world.Run(chance.NextDouble() * 0.3);
            world.ActAsNode(_ => chance.Next(3) > 0);
        }
        world.Calm();
        world.Change<Deployment>("d", value => value with { Spec = value.Spec with { Paused = false } });
        world.RunWithNode(400);

        var deployment = world.Get<Deployment>("default", "d");
        var last = deployment.Spec.Template.Spec.Containers[0].Image;
        Assert.All(world.Api.All<Pod>(), pod => Assert.Equal(last, pod.Spec.Containers[0].Image));
        Assert.Equal(deployment.Spec.Replicas, world.Api.All<Pod>().Count);
        Assert.Equal(deployment.Spec.Replicas, deployment.Status.AvailableReplicas);
        Assert.Equal(deployment.Metadata.Generation, deployment.Status.ObservedGeneration);
        Assert.Equal(
            deployment.Metadata.Annotations[DeploymentAnnotations.Revision],
            world.Api.All<ReplicaSet>().Max(DeploymentAnnotations.RevisionOf).ToString());
        Assert.Equal(
            world.Api.All<ReplicaSet>().Count,
            world.Api.All<ReplicaSet>().Select(set => set.Spec.Template.Spec.Containers[0].Image).Distinct().Count());
    }

    private Deployment Deployment() => _world.Get<Deployment>("default", "d");

    private DeploymentCondition Progressing() => DeploymentConditions.Find(Deployment().Status, "Progressing")!;

    private (int Replicas, int Updated, int Available, int Unavailable) Counts()
    {
        var status = Deployment().Status;
        return (status.Replicas, status.UpdatedReplicas, status.AvailableReplicas, status.UnavailableReplicas);
    }

    private void Roll(string image) => _world.Change<Deployment>(
        "d", value => value with { Spec = value.Spec with { Template = Workloads.Template(image) } });

    private void Pause(bool paused) => _world.Change<Deployment>(
        "d", value => value with { Spec = value.Spec with { Paused = paused } });
}
