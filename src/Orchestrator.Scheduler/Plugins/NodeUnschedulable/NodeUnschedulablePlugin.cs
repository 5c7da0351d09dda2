using Orchestrator.Api.Core.V1;
using Orchestrator.Scheduler.Framework;

namespace Orchestrator.Scheduler.Plugins;

/// <summary>Keeps Pods from cordoned nodes, unless they tolerate the taint that says the same.</summary>
public sealed class NodeUnschedulablePlugin : IFilterPlugin
{
    private static readonly Taint UnschedulableTaint =
        new() { Key = "node.kubernetes.io/unschedulable", Effect = "NoSchedule" };

    private static readonly Rejection Cordoned =
        new("NodeUnschedulable", IsResolvable: false, "node(s) were unschedulable");

    public string Name => "NodeUnschedulable";

    public ClusterEventKinds Events => ClusterEventKinds.NodeAdded | ClusterEventKinds.NodeTaintsChanged;

    public PreFilterResult PreFilter(PodInfo pod) =>
        Tolerations.Tolerates(pod.Pod.Spec.Tolerations, UnschedulableTaint)
            ? PreFilterResult.Skip
            : PreFilterResult.Run;

    public Rejection? Filter(PodInfo pod, NodeInfo node) => node.Unschedulable ? Cordoned : null;

    public bool IsWorthRetrying(PodInfo pod, in ClusterEvent change) =>
        !change.Node.Unschedulable || PreFilter(pod).IsSkipped;
}
