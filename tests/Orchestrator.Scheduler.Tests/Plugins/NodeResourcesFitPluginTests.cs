using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Values;
using Orchestrator.Scheduler.Framework;
using Orchestrator.Scheduler.Plugins;
using static Orchestrator.Scheduler.Tests.Objects;

namespace Orchestrator.Scheduler.Tests.Plugins;

public sealed class NodeResourcesFitPluginTests
{
    private readonly NodeResourcesFitPlugin _plugin = new();

    public static TheoryData<string, Pod, NodeInfo, string[]> Cases => new()
    {
        { "room", Pod("p", "1", "1Gi"), Node("n").Info(), [] },
        { "exactly full", Pod("p", "4", "8Gi"), Node("n").Info(), [] },
        { "cpu taken", Pod("p", "2"), Node("n").Info(Pod("o", "2500m")), ["Insufficient cpu"] },
        { "both", Pod("p", "5", "9Gi"), Node("n").Info(), ["Insufficient cpu", "Insufficient memory"] },
        { "no place for one more", Pod("p"), Node("n", pods: 1).Info(Pod("o")), ["Too many pods"] },
        { "asks for nothing on an overcommitted node", Pod("p"), Node("n", "1").Info(Pod("o", "2")), [] },
        { "unknown extended resource", Extended("2"), Node("n").Info(), ["Insufficient example.com/gpu"] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Node_IsRefusedForWhatItLacks(string name, Pod pod, NodeInfo node, string[] reasons)
    {
        _plugin.PreFilter(pod.Info());
        var found = _plugin.Filter(pod.Info(), node)?.Reasons ?? [];

        Assert.True(reasons.SequenceEqual(found), $"{name}: {string.Join(", ", found)}");
    }

    [Fact]
    public void SameShortage_IsTheSameRejection_ForEveryNode()
    {
        var pod = Pod("p", "9").Info();
        _plugin.PreFilter(pod);

        Assert.Same(_plugin.Filter(pod, Node("a").Info()), _plugin.Filter(pod, Node("b").Info()));
    }

    [Theory]
    [InlineData("2", "4Gi", 50)]
    [InlineData("1", "2Gi", 75)]
    [InlineData("4", "8Gi", 0)]
    [InlineData("4", "0", 50)]
    public void Score_IsTheMeanFreeShareInPercent(string cpu, string memory, long expected) =>
        Assert.Equal(expected, _plugin.Score(Pod("p", cpu, memory).Info(), Node("n").Info()));

    [Fact]
    public void PodThatLeft_IsWorthARetry_OnlyWhenItsNodeSuffices()
    {
        var node = Node("n", "2").Info(Pod("o", "1"));
        var left = new ClusterEvent(ClusterEventKinds.AssignedPodRemoved, node, null, Pod("gone", "500m").Info());

        Assert.True(_plugin.IsWorthRetrying(Pod("p", "1").Info(), left));
        Assert.False(_plugin.IsWorthRetrying(Pod("q", "1500m").Info(), left));
    }

    private static Pod Extended(string amount) => Pod("p").WithSpec(spec => spec with
    {
        Containers =
        [
            new() { Resources = new() { Requests = ValueMap.Of(("example.com/gpu", Quantity.Parse(amount))) } },
        ],
    });
}
