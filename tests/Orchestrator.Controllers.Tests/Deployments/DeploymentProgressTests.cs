using Orchestrator.Api.Apps.V1;
using Orchestrator.Controllers.Deployments;

namespace Orchestrator.Controllers.Tests.Deployments;

public class DeploymentProgressTests
{
    private static readonly DateTimeOffset Now = Rollouts.Now;

    [Fact]
    public void Rollout_SaysHowItGetsOn()
    {
        var deployment = Workloads.Deployment("d", 2);
        deployment = Rollouts.Plan(deployment, Rollouts.SetOf(deployment, "v1", 1, 2, 0)).Deployment;
        Assert.Equal("ReplicaSetUpdated ReplicaSet \"d-v1\" is progressing.", Said(deployment));

        deployment = Rollouts.Plan(deployment, Rollouts.SetOf(deployment, "v1", 1, 2, 2)).Deployment;
        Assert.Equal("NewReplicaSetAvailable ReplicaSet \"d-v1\" has successfully progressed.", Said(deployment));
        Assert.Equal(
            "Deployment has minimum availability.",
            DeploymentConditions.Find(deployment.Status, DeploymentConditions.Available)!.Message);
    }

    [Fact]
    public void NoProgressUntilTheDeadline_TimesOut()
    {
        var deployment = Workloads.Deployment("d", 2);
        var set = Rollouts.SetOf(deployment, "v1", 1, 2, 0);
        deployment = Rollouts.Plan(deployment, set).Deployment;
        Assert.Equal(TimeSpan.FromSeconds(601), DeploymentProgress.UntilDeadline(deployment, Now));

        var early = DeploymentPlan.For(deployment, [set], _ => true, Now.AddSeconds(600)).Deployment;
        Assert.Same(deployment, early);
        var late = DeploymentPlan.For(deployment, [set], _ => true, Now.AddSeconds(601)).Deployment;
        Assert.Equal("ProgressDeadlineExceeded ReplicaSet \"d-v1\" has timed out progressing.", Said(late));
        Assert.Equal("False", DeploymentConditions.Find(late.Status, "Progressing")!.Status);
        Assert.Null(DeploymentProgress.UntilDeadline(late, Now));
    }

    [Fact]
    public void Progress_MovesTheDeadline()
    {
        var deployment = Workloads.Deployment("d", 3);
        deployment = Rollouts.Plan(deployment, Rollouts.SetOf(deployment, "v1", 1, 3, 0)).Deployment;
        var later = Now.AddSeconds(500);
        deployment = DeploymentPlan
            .For(deployment, [Rollouts.SetOf(deployment, "v1", 1, 3, 1)], _ => true, later).Deployment;

        var condition = DeploymentConditions.Find(deployment.Status, "Progressing")!;
        Assert.Equal((Time)later, condition.LastUpdateTime);
        Assert.Equal((Time)Now, condition.LastTransitionTime);
        Assert.Equal(TimeSpan.FromSeconds(601), DeploymentProgress.UntilDeadline(deployment, later));
    }

    [Fact]
    public void EndedRollout_IsNotBegunAgainByAPodThatGoes()
    {
        var deployment = Workloads.Deployment("d", 2);
        deployment = Rollouts.Plan(deployment, Rollouts.SetOf(deployment, "v1", 1, 2, 2)).Deployment;
        var lost = Rollouts.SetOf(deployment, "v1", 1, 2, 1);
        deployment = DeploymentPlan.For(deployment, [lost], _ => true, Now.AddDays(1)).Deployment;

        Assert.StartsWith("NewReplicaSetAvailable", Said(deployment));
    }

    [Fact]
    public void Resumed_SaysSoAndCountsFromThen()
    {
        var deployment = Workloads.Deployment("d", 2);
        var set = Rollouts.SetOf(deployment, "v1", 1, 2, 0);
        var paused = deployment with { Spec = deployment.Spec with { Paused = true } };
        paused = Rollouts.Plan(paused, set).Deployment;
        Assert.Null(DeploymentProgress.UntilDeadline(paused, Now));

        var resumed = paused with { Spec = deployment.Spec };
        resumed = resumed with { Status = DeploymentProgress.OfPause(resumed, Now) };
        Assert.Equal("DeploymentResumed Deployment is resumed", Said(resumed));
    }

    [Fact]
    public void NoDeadline_NoCondition()
    {
        var deployment = Workloads.Deployment("d", 2);
        deployment = deployment with { Spec = deployment.Spec with { ProgressDeadlineSeconds = int.MaxValue } };
        deployment = Rollouts.Plan(deployment, Rollouts.SetOf(deployment, "v1", 1, 2, 0)).Deployment;

        Assert.Null(DeploymentConditions.Find(deployment.Status, DeploymentConditions.Progressing));
        Assert.Null(DeploymentProgress.UntilDeadline(deployment, Now));
    }

    [Fact]
    public void FailureOfASet_IsTheDeployments()
    {
        var deployment = Workloads.Deployment("d", 2);
        var set = Rollouts.SetOf(deployment, "v1", 1, 2, 0);
        var failure = new ReplicaSetCondition { Type = "ReplicaFailure", Status = "True", Message = "quota" };
        var failed = set with { Status = set.Status with { Conditions = [failure] } };
        deployment = Rollouts.Plan(deployment, failed).Deployment;
        Assert.Equal("quota", DeploymentConditions.Find(deployment.Status, "ReplicaFailure")!.Message);

        Assert.Null(DeploymentConditions.Find(Rollouts.Plan(deployment, set).Deployment.Status, "ReplicaFailure"));
    }

    private static string Said(Deployment deployment)
    {
        var condition = DeploymentConditions.Find(deployment.Status, DeploymentConditions.Progressing)!;
        return $"{condition.Reason} {condition.Message}";
    }
}
