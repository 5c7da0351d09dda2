using Orchestrator.Client;
using Orchestrator.Controllers.Deployments;

namespace Orchestrator.Controllers.Tests.Deployments;

public class DeploymentPlanTests
{
    [Fact]
    public void FirstSight_CreatesTheFirstSet()
    {
        var deployment = Workloads.Deployment("d", 3);
        var plan = Rollouts.Plan(deployment);

        var set = plan.Create!;
        var hash = PodTemplateHash.Of(deployment.Spec.Template, null);
        Assert.Equal($"d-{hash}", set.Key.Name);
        Assert.Equal(3, set.Spec.Replicas);
        Assert.Equal(hash, set.Metadata.Labels[PodTemplateHash.Label]);
        Assert.Equal(hash, set.Spec.Selector!.MatchLabels[PodTemplateHash.Label]);
        Assert.Equal(hash, set.Spec.Template.ObjectMeta.Labels[PodTemplateHash.Label]);
        Assert.Equal([deployment.NewControllerRef()], set.Metadata.OwnerReferences);
        Assert.Equal(
            ValueMap.Of(
                (DeploymentAnnotations.Revision, "1"), (DeploymentAnnotations.DesiredReplicas, "3"),
                (DeploymentAnnotations.MaxReplicas, "4")),
            set.Metadata.Annotations);
        Assert.Equal("1", plan.Deployment.Metadata.Annotations[DeploymentAnnotations.Revision]);
        Assert.Equal(3, plan.Deployment.Status.UnavailableReplicas);
        Assert.Equal(
            ["Progressing True NewReplicaSetCreated " + $"Created new replica set \"d-{hash}\"",
             "Available False MinimumReplicasUnavailable Deployment does not have minimum availability."],
            Conditions(plan));
    }

    [Fact]
    public void RolledBack_TheOldSetIsNewAgain()
    {
        var deployment = Workloads.Deployment("d", 2, image: "v1");
        var plan = Rollouts.Plan(
            deployment, Rollouts.SetOf(deployment, "v1", 1, 0, 0), Rollouts.SetOf(deployment, "v2", 2, 2, 2));

        Assert.Null(plan.Create);
        var change = Assert.Single(plan.Changes);
        Assert.Equal(("d-v1", 1), (change.After.Key.Name, change.After.Spec.Replicas));
        Assert.Equal("3", change.After.Metadata.Annotations[DeploymentAnnotations.Revision]);
        Assert.Equal("3", plan.Deployment.Metadata.Annotations[DeploymentAnnotations.Revision]);
        Assert.Equal(2, plan.Deployment.Status.AvailableReplicas);
    }

    [Fact]
    public void SetFound_IsSaidWhereNothingElseIs()
    {
        var deployment = Workloads.Deployment("d", 2);
        var set = Rollouts.SetOf(deployment, "v1", 1, 2, 0);
        set = set with { Status = set.Status with { Replicas = 0 } };

        Assert.Contains(
            "Progressing True FoundNewReplicaSet Found new replica set \"d-v1\"",
            Conditions(Rollouts.Plan(deployment, set)));
    }

    [Fact]
    public void Paused_NothingRolls()
    {
        var deployment = Workloads.Deployment("d", 2, image: "v2");
        deployment = deployment with { Spec = deployment.Spec with { Paused = true } };
        var plan = Rollouts.Plan(deployment, Rollouts.SetOf(deployment, "v1", 1, 2, 2));

        Assert.Null(plan.Create);
        Assert.Empty(plan.Changes);
        Assert.Contains("Progressing Unknown DeploymentPaused Deployment is paused", Conditions(plan));
    }

    [Fact]
    public void Terminating_OnlyTheStatusIsKept()
    {
        var deployment = Workloads.Deployment("d", 2, image: "v2");
        deployment = deployment with { Metadata = deployment.Metadata with { DeletionTimestamp = Rollouts.Now } };
        var plan = Rollouts.Plan(deployment, Rollouts.SetOf(deployment, "v1", 1, 2, 2));

        Assert.Null(plan.Create);
        Assert.Empty(plan.Changes);
        Assert.Equal(2, plan.Deployment.Status.AvailableReplicas);
    }

    [Theory]
    [InlineData("old Pods go first", 3, true, "v1=0")]
    [InlineData("nothing comes while one is left", 0, true, "v1=0")]
    [InlineData("then all come at once", 0, false, "v1=0 v2=3")]
    public void Recreate_OneAfterTheOther(string name, int old, bool hasPods, string expected)
    {
        var deployment = Workloads.Deployment("d", 3, image: "v2");
        deployment = deployment with { Spec = deployment.Spec with { Strategy = new() { Type = "Recreate" } } };
        var set = Rollouts.SetOf(deployment, "v1", 1, old, old);
        var plan = DeploymentPlan.For(deployment, [set], _ => hasPods, Rollouts.Now);

        Assert.Equal((name, expected), (name, Rollouts.Sizes(plan, set)));
    }

    [Fact]
    public void MinReadySecondsChanged_TheNewSetFollows()
    {
        var deployment = Workloads.Deployment("d", 1);
        deployment = deployment with { Spec = deployment.Spec with { MinReadySeconds = 5 } };
        var plan = Rollouts.Plan(deployment, Rollouts.SetOf(deployment, "v1", 1, 1, 1));

        Assert.Equal(5, Assert.Single(plan.Changes).After.Spec.MinReadySeconds);
    }

    [Fact]
    public void Settled_PlansNothing()
    {
        var deployment = Workloads.Deployment("d", 3);
        var set = Rollouts.SetOf(deployment, "v1", 1, 3, 3);
        deployment = Rollouts.Plan(Rollouts.Plan(deployment, set).Deployment, set).Deployment;
        var plan = DeploymentPlan.For(deployment, [set], _ => true, Rollouts.Now.AddHours(1));

        Assert.Same(deployment, plan.Deployment);
        Assert.Empty(plan.Changes);
        Assert.Null(plan.Create);
    }

    private static IEnumerable<string> Conditions(DeploymentPlan plan) => plan.Deployment.Status.Conditions
        .Select(condition => $"{condition.Type} {condition.Status} {condition.Reason} {condition.Message}");
}
