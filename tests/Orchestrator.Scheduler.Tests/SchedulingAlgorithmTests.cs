using Orchestrator.Actors;
using Orchestrator.Api.Values;
using Orchestrator.Scheduler.Cache;
using Orchestrator.Scheduler.Framework;
using static Orchestrator.Scheduler.Tests.Objects;

namespace Orchestrator.Scheduler.Tests;

public sealed class SchedulingAlgorithmTests
{
    private readonly SchedulerCache _cache = new();
    private readonly SchedulingAlgorithm _algorithm;

    public SchedulingAlgorithmTests() => _algorithm = new(PluginSet.Default(), _cache, new CountingEntropy());

    [Theory]
    [InlineData(99, null, 99)]
    [InlineData(100, null, 100)]
    [InlineData(1000, null, 420)]
    [InlineData(5000, null, 500)]
    [InlineData(20_000, null, 1000)]
    [InlineData(1000, 30, 300)]
    [InlineData(1000, 1, 100)]
    [InlineData(1000, 100, 1000)]
    public void FeasibleNodesToFind_FallsAsTheClusterGrows(int nodes, int? percentage, int expected) =>
        Assert.Equal(expected, SchedulingAlgorithm.FeasibleNodesToFind(nodes, percentage));

    [Fact]
    public void NoNodes_IsSaidAsKubeSchedulerSaysIt() =>
        Assert.Equal("no nodes available to schedule pods", _algorithm.Schedule(Pod("p").Info()).Failure);

    [Fact]
    public void RefusedEverywhere_SaysWhyPerNode_AndThatPreemptionDoesNotHelp()
    {
        _cache.SetNode(Node("a", "1"));
        _cache.SetNode(Node("b", "1"));
        foreach (var name in new[] { "c", "d", "e" })
            _cache.SetNode(Node(name).WithTaint("key", "value", "NoSchedule"));

        var result = _algorithm.Schedule(Pod("p", "2").Info());

        Assert.Equal(
            "0/5 nodes are available: 2 Insufficient cpu, 3 node(s) had untolerated taint {key: value}. "
            + "preemption: 0/5 nodes are available: 2 No preemption victims found for incoming pod, "
            + "3 Preemption is not helpful for scheduling.",
            result.Failure);
        Assert.Equal(["NodeResourcesFit", "TaintToleration"], result.RejectedBy.Order());
    }

    [Fact]
    public void EmptiestNode_IsChosen()
    {
        _cache.SetNode(Node("full"));
        _cache.SetNode(Node("empty"));
        _cache.SetPod(Pod("o", "2", "4Gi").On("full"));

        Assert.Equal("empty", _algorithm.Schedule(Pod("p", "1", "2Gi").Info()).Node!.Name);
    }

    [Fact]
    public void CordonedNode_IsPassedOver()
    {
        var cordoned = Node("a");
        _cache.SetNode(cordoned with { Spec = cordoned.Spec with { Unschedulable = true } });
        _cache.SetNode(Node("b"));

        Assert.Equal("b", _algorithm.Schedule(Pod("p").Info()).Node!.Name);
    }

    [Fact]
    public void EqualNodes_AreChosenAtRandom_EachAtTimes()
    {
        for (var i = 0; i < 4; i++)
            _cache.SetNode(Node("n" + i));

        var chosen = Enumerable.Range(0, 50).Select(_ => _algorithm.Schedule(Pod("p").Info()).Node!.Name).ToHashSet();

        Assert.Equal(4, chosen.Count);
    }

    [Fact]
    public void LargeCluster_IsLookedAtInParts_RoundAndRound()
    {
        for (var i = 0; i < 1000; i++)
            _cache.SetNode(Node($"n{i:0000}"));

        var first = _algorithm.Schedule(Pod("p").Info());
        var chosen = Enumerable.Range(0, 300).Select(_ => _algorithm.Schedule(Pod("p").Info()).Node!.Index).ToList();

        Assert.Equal((420, 420), (first.EvaluatedNodes, first.FeasibleNodes));
        Assert.Contains(chosen, index => index < 100);
        Assert.Contains(chosen, index => index > 900);
    }

    [Fact]
    public void PodBoundToNodesByName_SeesOnlyThose()
    {
        for (var i = 0; i < 5; i++)
            _cache.SetNode(Node("n" + i, "1"));
        var pod = Pod("p", "2").WithSpec(spec => spec with
        {
            Affinity = new()
            {
                NodeAffinity = new()
                {
                    RequiredDuringSchedulingIgnoredDuringExecution = new()
                    {
                        NodeSelectorTerms =
                        [
                            new() { MatchFields = [new() { Key = "metadata.name", Operator = "In", Values = ["n3"] }] },
                        ],
                    },
                },
            },
        });

        Assert.StartsWith(
            "0/5 nodes are available: 1 Insufficient cpu, 4 node(s) didn't satisfy plugin(s) [NodeAffinity]. ",
            _algorithm.Schedule(pod.Info()).Failure);
    }

    private sealed class CountingEntropy : Entropy
    {
        private ulong _next;

        public override ulong NextUInt64() => _next++ * 2654435761;
    }
}
