using Orchestrator.Api.Core.V1;
using Orchestrator.Controllers.TaintEviction;

namespace Orchestrator.Controllers.Tests.TaintEviction;

public class TaintEvictionPlanTests
{
    private const string Lost = "node.kubernetes.io/unreachable";

    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, Toleration[], int?> Rows => new()
    {
        { "no toleration: at once", [], 0 },
        { "for ever", [Objects.Stands(Lost)], null },
        { "for five minutes", [Objects.Stands(Lost, 300)], 300 },
        { "for no time", [Objects.Stands(Lost, 0)], 0 },
        { "negative is no time", [Objects.Stands(Lost, -5)], 0 },
        { "the first that fits counts", [Objects.Stands(Lost, 60), Objects.Stands(Lost)], 60 },
        { "of another taint", [Objects.Stands("other")], 0 },
        { "of every taint", [new Toleration { Operator = "Exists" }], null },
        { "of another effect", [new Toleration { Key = Lost, Operator = "Exists", Effect = "NoSchedule" }], 0 },
        { "with another value", [new Toleration { Key = Lost, Value = "x" }], 0 },
        { "with the empty value", [new Toleration { Key = Lost }], null },
        { "of an unknown operator", [new Toleration { Key = Lost, Operator = "Like" }], 0 },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Eviction_ComesWhenTheTolerationEnds(string name, Toleration[] tolerations, int? seconds)
    {
        var at = TaintEvictionPlan.EvictAt(
            Objects.Pod("p", "n", "Running", tolerations), Tainted(Taint(Lost, Noon)), Noon.AddHours(1));

        Assert.True(at == (seconds is null ? null : Noon.AddSeconds(seconds.Value)), $"{name}: {at}");
    }

    [Fact]
    public void TwoTaints_TheEarlierCounts()
    {
        var at = TaintEvictionPlan.EvictAt(
            Objects.Pod("p", "n", "Running", Objects.Stands(Lost, 300), Objects.Stands("b", 30)),
            Tainted(Taint(Lost, Noon), Taint("b", Noon.AddSeconds(60))), Noon);

        Assert.Equal(Noon.AddSeconds(90), at);
    }

    [Fact]
    public void TaintThatOnlyKeepsAway_EvictsNobody() => Assert.Null(TaintEvictionPlan.EvictAt(
        Objects.Pod("p", "n"), Tainted(Taint(Lost, Noon) with { Effect = "NoSchedule" }), Noon));

    [Fact]
    public void TaintWithoutATime_CountsFromWhenItWasNoticed() => Assert.Equal(
        Noon.AddSeconds(310),
        TaintEvictionPlan.EvictAt(
            Objects.Pod("p", "n", "Running", Objects.Stands(Lost, 300)), Tainted(Taint(Lost, null)),
            Noon.AddSeconds(10)));

    [Fact]
    public void PodBoundAfterTheTaint_CountsFromThen()
    {
        var pod = Objects.Pod("p", "n", "Running", Objects.Stands(Lost, 300));
        pod = pod with
        {
            Status = pod.Status with
            {
                Conditions =
                [
                    new PodCondition { Type = "PodScheduled", Status = "True", LastTransitionTime = Noon.AddHours(1) },
                ],
            },
        };

        var at = TaintEvictionPlan.EvictAt(pod, Tainted(Taint(Lost, Noon)), Noon);
        Assert.Equal(Noon.AddHours(1).AddSeconds(300), at);
    }

    private static Taint Taint(string key, DateTimeOffset? added) =>
        new() { Key = key, Effect = "NoExecute", TimeAdded = added is { } time ? (Time?)time : null };

    private static Node Tainted(params Taint[] taints) => new() { Spec = new() { Taints = [.. taints] } };
}
