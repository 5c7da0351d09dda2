using Orchestrator.Api.Core.V1;

namespace Orchestrator.Scheduler.Framework;

/// <summary>What happened in the cluster that might let a waiting Pod be scheduled.</summary>
[Flags]
public enum ClusterEventKinds
{
    None = 0,
    NodeAdded = 1,
    NodeAllocatableChanged = 2,
    NodeLabelsChanged = 4,
    NodeTaintsChanged = 8,

    /// <summary>An assigned Pod is gone, has ended, or its assumption was taken back.</summary>
    AssignedPodRemoved = 16,

    /// <summary>An assigned Pod asks for less.</summary>
    AssignedPodScaledDown = 32,
    AnyNodeChange = NodeAdded | NodeAllocatableChanged | NodeLabelsChanged | NodeTaintsChanged,
}

/// <summary>One event.</summary>
/// <param name="Kinds">One or more: a node's update may change several things at once.</param>
/// <param name="Node">The node it happened on, as it is now.</param>
/// <param name="OldNode">The node before, for a change of the node itself.</param>
/// <param name="Pod">The Pod that left or shrank.</param>
public readonly record struct ClusterEvent(
    ClusterEventKinds Kinds, NodeInfo Node, Node? OldNode = null, PodInfo? Pod = null)
{
    /// <summary>What a node's update changed; <see cref="ClusterEventKinds.None"/> for a mere heartbeat.</summary>
    public static ClusterEventKinds Changes(Node old, Node current)
    {
        var kinds = ClusterEventKinds.None;
        if (old.Status.Allocatable != current.Status.Allocatable)
            kinds |= ClusterEventKinds.NodeAllocatableChanged;
        if (old.Metadata.Labels != current.Metadata.Labels)
            kinds |= ClusterEventKinds.NodeLabelsChanged;
        if (old.Spec.Taints != current.Spec.Taints || old.Spec.Unschedulable != current.Spec.Unschedulable)
            kinds |= ClusterEventKinds.NodeTaintsChanged;
        return kinds;
    }
}
