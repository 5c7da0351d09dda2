using Orchestrator.Api.Core.V1;
using Orchestrator.Controllers.NodeLifecycle;
using Orchestrator.Controllers.Pods;

namespace Orchestrator.Controllers.TaintEviction;

/// <summary>When a Pod must leave its Node because of the Node's NoExecute taints.</summary>
public static class TaintEvictionPlan
{
    /// <summary>The moment, perhaps past; null: it may stay.</summary>
    /// <remarks>
    /// Each taint counts from when it was added, or the Pod was bound, whichever is later: a controller that restarts
    /// does not begin anew. Example: unreachable since 12:00:00, tolerated for 300 s, gives 12:05:00.
    /// </remarks>
    /// <param name="noticed">From when a taint without <c>timeAdded</c> counts.</param>
    public static DateTimeOffset? EvictAt(Pod pod, Node node, DateTimeOffset noticed)
    {
        DateTimeOffset? earliest = null;
        foreach (var taint in node.Spec.Taints)
        {
            if (taint.Effect != NodeTaints.NoExecute)
                continue;
            var since = Since(pod, taint, noticed);
            var at = Tolerations.For(pod.Spec.Tolerations, taint) switch
            {
                null => since,
                { TolerationSeconds: null } => (DateTimeOffset?)null,
                { TolerationSeconds: <= 0 } => since,
                { TolerationSeconds: { } seconds } => since.AddSeconds(Math.Min(seconds, int.MaxValue)),
            };
            if (at is not null && (earliest is null || at < earliest))
                earliest = at;
        }
        return earliest;
    }

    private static DateTimeOffset Since(Pod pod, Taint taint, DateTimeOffset noticed)
    {
        var added = taint.TimeAdded?.Moment ?? noticed;
        var bound = PodConditions.Find(pod, "PodScheduled")?.LastTransitionTime?.Moment
            ?? pod.Metadata.CreationTimestamp?.Moment;
        return bound > added ? bound.Value : added;
    }
}
