using Orchestrator.Api.Apps.V1;

namespace Orchestrator.Controllers.Tests.Deployments;

public class RevisionHistoryTests
{
    [Theory]
    [InlineData("under the limit", 3, true, "")]
    [InlineData("the oldest revisions go", 1, true, "d-v1 d-v2")]
    [InlineData("none is kept", 0, true, "d-v1 d-v2 d-v3")]
    [InlineData("not before the rollout has ended", 0, false, "")]
    public void Limit_DecidesWhichGo(string name, int limit, bool complete, string expected)
    {
        var deployment = Workloads.Deployment("d", 2, image: "v4");
        deployment = deployment with
        {
            Spec = deployment.Spec with { RevisionHistoryLimit = limit },
            Status = Status(updated: complete ? 2 : 1),
        };
        var plan = Rollouts.Plan(
            deployment, Rollouts.SetOf(deployment, "v2", 2, 0, 0), Rollouts.SetOf(deployment, "v1", 1, 0, 0),
            Rollouts.SetOf(deployment, "v3", 3, 0, 0), Rollouts.SetOf(deployment, "v4", 4, 2, 2));

        Assert.Equal((name, expected), (name, string.Join(' ', plan.Delete.Select(set => set.Key.Name))));
    }

    [Fact]
    public void SetThatStillHasPods_IsKept()
    {
        var deployment = Workloads.Deployment("d", 2, image: "v2");
        deployment = deployment with
        {
            Spec = deployment.Spec with { RevisionHistoryLimit = 0 },
            Status = Status(updated: 2),
        };
        var old = Rollouts.SetOf(deployment, "v1", 1, 0, 0);
        old = old with { Status = old.Status with { Replicas = 1 } };

        Assert.Empty(Rollouts.Plan(deployment, old, Rollouts.SetOf(deployment, "v2", 2, 2, 2)).Delete);
    }

    private static DeploymentStatus Status(int updated) => new()
    {
        ObservedGeneration = 1,
        Replicas = 2,
        UpdatedReplicas = updated,
        ReadyReplicas = 2,
        AvailableReplicas = 2,
    };
}
