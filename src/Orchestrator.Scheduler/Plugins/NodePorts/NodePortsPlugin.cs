using Orchestrator.Scheduler.Framework;

namespace Orchestrator.Scheduler.Plugins;

/// <summary>Keeps two Pods from taking the same host port of a node.</summary>
public sealed class NodePortsPlugin : IFilterPlugin
{
    private static readonly Rejection Taken =
        new("NodePorts", IsResolvable: true, "node(s) didn't have free ports for the requested pod ports");

    public string Name => "NodePorts";

    public ClusterEventKinds Events => ClusterEventKinds.NodeAdded | ClusterEventKinds.AssignedPodRemoved;

    public PreFilterResult PreFilter(PodInfo pod) =>
        pod.HostPorts.Count == 0 ? PreFilterResult.Skip : PreFilterResult.Run;

    public Rejection? Filter(PodInfo pod, NodeInfo node)
    {
        for (var i = 0; i < node.UsedPorts.Count; i++)
        {
            for (var j = 0; j < pod.HostPorts.Count; j++)
            {
                if (node.UsedPorts[i].ConflictsWith(pod.HostPorts[j]))
                    return Taken;
            }
        }
        return null;
    }

    /// <summary>A Pod that left counts only when it held a port, and the node's ports suffice now.</summary>
    public bool IsWorthRetrying(PodInfo pod, in ClusterEvent change) =>
        change.Pod is not { HostPorts.Count: 0 } && Filter(pod, change.Node) is null;
}
