using Orchestrator.Client;

namespace Orchestrator.Controllers.Tests.Deployments;

public class ProportionalScalingTests
{
    [Theory]
    [InlineData("in the middle of a rollout, up", 15, 10, 8, 5, "v1=11 v2=7")]
    [InlineData("in the middle of a rollout, down", 5, 10, 8, 5, "v1=5 v2=3")]
    [InlineData("leftovers of rounding go to the largest, the newer of equals", 7, 5, 3, 3, "v1=4 v2=6")]
    [InlineData("to zero", 0, 10, 8, 5, "v1=0 v2=0")]
    [InlineData("only the old one lives", 15, 10, 10, 0, "v1=15 v2=0")]
    [InlineData("only the new one lives", 3, 10, 0, 10, "v1=0 v2=3")]
    [InlineData("from zero", 4, 0, 0, 0, "v1=0 v2=4")]
    public void SizeChanged_IsSpreadOverTheSets(
        string name, int replicas, int before, int old, int size, string expected)
    {
        var deployment = Workloads.Deployment("d", replicas, 3, 2, "v2");
        deployment = deployment with { Spec = deployment.Spec with { Paused = before == 0 } };
        var sets = new[]
        {
            Rollouts.SetOf(deployment, "v1", 1, old, old, before, before + 3),
            Rollouts.SetOf(deployment, "v2", 2, size, 0, before, before + 3),
        };

        Assert.Equal((name, expected), (name, Rollouts.Sizes(Rollouts.Plan(deployment, sets), sets)));
    }

    [Fact]
    public void NewSetIsAllThere_OldOnesGo()
    {
        var deployment = Workloads.Deployment("d", 4, 1, 1, "v2");
        deployment = deployment with { Spec = deployment.Spec with { Paused = true } };
        var sets = new[] { Rollouts.SetOf(deployment, "v1", 1, 2, 2), Rollouts.SetOf(deployment, "v2", 2, 4, 4) };

        Assert.Equal("v1=0 v2=4", Rollouts.Sizes(Rollouts.Plan(deployment, sets), sets));
    }

    [Fact]
    public void SizesAreNoted_SoThatTheNextPassRolls()
    {
        var deployment = Workloads.Deployment("d", 15, 3, 2, "v2");
        var plan = Rollouts.Plan(
            deployment, Rollouts.SetOf(deployment, "v1", 1, 8, 8, 10, 13),
            Rollouts.SetOf(deployment, "v2", 2, 5, 0, 10, 13));

        Assert.Equal(2, plan.Changes.Count);
        Assert.All(plan.Changes, change =>
        {
            Assert.Equal("15", change.After.Metadata.Annotations["deployment.kubernetes.io/desired-replicas"]);
            Assert.Equal("18", change.After.Metadata.Annotations["deployment.kubernetes.io/max-replicas"]);
        });
        Assert.False(plan.Deployment.IsTerminating);
    }
}
