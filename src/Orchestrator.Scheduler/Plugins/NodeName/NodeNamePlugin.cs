using Orchestrator.Scheduler.Framework;

namespace Orchestrator.Scheduler.Plugins;

/// <summary>Keeps a Pod that names its node on that node.</summary>
/// <remarks>Such a Pod is assigned already and does not come here as a rule; the plugin holds for Pods that other
/// callers ask about.</remarks>
public sealed class NodeNamePlugin : IFilterPlugin
{
    private static readonly Rejection OtherNode =
        new("NodeName", IsResolvable: false, "node(s) didn't match the requested node name");

    public string Name => "NodeName";

    public ClusterEventKinds Events => ClusterEventKinds.NodeAdded;

    public PreFilterResult PreFilter(PodInfo pod) =>
        string.IsNullOrEmpty(pod.Pod.Spec.NodeName) ? PreFilterResult.Skip : PreFilterResult.Run;

    public Rejection? Filter(PodInfo pod, NodeInfo node) => pod.Pod.Spec.NodeName == node.Name ? null : OtherNode;

    public bool IsWorthRetrying(PodInfo pod, in ClusterEvent change) => Filter(pod, change.Node) is null;
}
