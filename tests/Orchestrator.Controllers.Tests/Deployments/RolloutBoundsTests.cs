using Orchestrator.Controllers.Deployments;

namespace Orchestrator.Controllers.Tests.Deployments;

public class RolloutBoundsTests
{
    public static TheoryData<string, int, IntOrString, IntOrString, int, int> Rows => new()
    {
        { "surge up, unavailable down", 10, "25%", "25%", 3, 2 },
        { "numbers", 10, 4, 1, 4, 1 },
        { "never both none", 10, 0, 0, 0, 1 },
        { "percentages that come to none", 3, "0%", "10%", 0, 1 },
        { "never more unavailable than there are", 2, 0, 5, 0, 2 },
        { "nobody", 0, "25%", "25%", 0, 0 },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void MaxSurgeAndMaxUnavailable_InPods(
        string name, int replicas, IntOrString surge, IntOrString unavailable, int maxSurge, int maxUnavailable)
    {
        var bounds = RolloutBounds.Of(Workloads.Deployment("d", replicas, surge, unavailable));

        Assert.True(bounds == new RolloutBounds(maxSurge, maxUnavailable), $"{name}: {bounds}");
    }

    [Fact]
    public void Recreate_HasNone()
    {
        var deployment = Workloads.Deployment("d", 10);

        Assert.Equal(default, RolloutBounds.Of(deployment with
        {
            Spec = deployment.Spec with { Strategy = new() { Type = "Recreate" } },
        }));
    }
}
