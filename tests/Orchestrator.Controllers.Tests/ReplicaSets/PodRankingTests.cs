using Orchestrator.Api.Core.V1;
using Orchestrator.Controllers.ReplicaSets;

namespace Orchestrator.Controllers.Tests.ReplicaSets;

public class PodRankingTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(100);

    /// <summary>Each row: who goes, who stays, and the one thing in which they differ.</summary>
    public static TheoryData<string> Differences =>
    [
        "unassigned", "pending", "unknown", "not ready", "cheaper", "doubled up", "ready later", "restarted", "younger",
    ];

    [Theory]
    [MemberData(nameof(Differences))]
    public void OfTwo_TheLessCostlyGoesFirst(string difference)
    {
        var stays = Pod("a");
        var goes = Different(Pod("b"), difference);
        if (difference is "restarted" or "younger")
            (stays, goes) = (Unready(stays), Unready(goes));
        // The one that stays is alone on its node.
        stays = stays with { Spec = stays.Spec with { NodeName = difference == "doubled up" ? "lonely" : "n" } };
        var ranking = new PodRanking([goes, stays, Pod("c")], Now);

        Assert.Equal(["b", "a"], new[] { stays, goes }.Order(ranking).Select(pod => pod.Key.Name));
        Assert.Equal(["b", "a"], new[] { goes, stays }.Order(ranking).Select(pod => pod.Key.Name));
    }

    [Fact]
    public void ReadyForAboutAsLong_UidsDecide()
    {
        var older = Pod("z").Ready(Now.AddHours(-3));
        var younger = Pod("y").Ready(Now.AddHours(-2.9));
        var ranking = new PodRanking([older, younger], Now);

        Assert.Equal(["y", "z"], new[] { older, younger }.Order(ranking).Select(pod => pod.Key.Name));
        var renamed = older with { Metadata = older.Metadata with { Uid = "uid-a" } };
        Assert.Equal(["z", "y"], new[] { renamed, younger }.Order(ranking).Select(pod => pod.Key.Name));
    }

    [Fact]
    public void CostThatIsNoNumber_CountsAsNone()
    {
        var odd = WithCost(Pod("a"), "cheap");
        var ranking = new PodRanking([], Now);

        Assert.True(ranking.Compare(WithCost(Pod("b"), "-1"), odd) < 0);
        Assert.True(ranking.Compare(WithCost(Pod("b"), "1"), odd) > 0);
    }

    private static Pod Pod(string name)
    {
        var pod = Workloads.Pod(name).Ready(Now.AddHours(-10));
        return pod with { Metadata = pod.Metadata with { CreationTimestamp = Now.AddHours(-20) } };
    }

    private static Pod Unready(Pod pod) => pod with { Status = pod.Status with { Conditions = [] } };

    private static Pod WithCost(Pod pod, string cost) => pod with
    {
        Metadata = pod.Metadata with { Annotations = ValueMap.Of((PodRanking.DeletionCost, cost)) },
    };

    private static Pod Different(Pod pod, string difference) => difference switch
    {
        "unassigned" => pod with { Spec = pod.Spec with { NodeName = null } },
        "pending" => pod with { Status = pod.Status with { Phase = "Pending" } },
        "unknown" => pod with { Status = pod.Status with { Phase = "Unknown" } },
        "not ready" => Unready(pod),
        "cheaper" => WithCost(pod, "-5"),
        "ready later" => pod.Ready(Now.AddHours(-1)),
        "restarted" => pod with
        {
            Status = pod.Status with { ContainerStatuses = [new ContainerStatus { RestartCount = 3 }] },
        },
        "younger" => pod with { Metadata = pod.Metadata with { CreationTimestamp = Now.AddHours(-1) } },
        _ => pod,
    };
}
