using Orchestrator.Scheduler.Framework;

namespace Orchestrator.Scheduler.Plugins;

/// <summary>Prefers nodes where CPU and memory would be used in equal shares, so that neither runs out alone.</summary>
/// <remarks>The score is 100 · (1 − half the distance of the shares); real requests count, not defaults.</remarks>
public sealed class NodeResourcesBalancedAllocationPlugin : IScorePlugin
{
    public string Name => "NodeResourcesBalancedAllocation";

    public int Weight => 1;

    public ClusterEventKinds Events => ClusterEventKinds.None;

    /// <summary>A Pod that asks for nothing changes no balance, so it is not steered by the nodes' present
    /// one.</summary>
    public bool PreScore(PodInfo pod, ReadOnlySpan<NodeInfo> nodes) =>
        pod.Requests.MilliCpu > 0 || pod.Requests.Memory > 0;

    public long Score(PodInfo pod, NodeInfo node)
    {
        var (asked, taken, all) = (pod.Requests, node.Requested, node.Allocatable);
        if (all.MilliCpu == 0 || all.Memory == 0)
            return IScorePlugin.MaxNodeScore;
        var cpu = Math.Min(1, (double)(taken.MilliCpu + asked.MilliCpu) / all.MilliCpu);
        var memory = Math.Min(1, (double)(taken.Memory + asked.Memory) / all.Memory);
        return (long)((1 - Math.Abs(cpu - memory) / 2) * IScorePlugin.MaxNodeScore);
    }

    public void NormalizeScores(Span<long> scores)
    {
    }

    public bool IsWorthRetrying(PodInfo pod, in ClusterEvent change) => false;
}
