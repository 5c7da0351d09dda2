using Orchestrator.Api.Apps.V1;
using Orchestrator.Client;

namespace Orchestrator.Controllers.Deployments;

/// <summary>Which old ReplicaSets are more than <c>revisionHistoryLimit</c>.</summary>
internal static class RevisionHistory
{
    /// <summary>The surplus of lowest revision; of these only those that have no Pods and none to come.</summary>
    public static ValueList<ReplicaSet> Surplus(Rollout rollout)
    {
        if (rollout.Deployment.Spec.RevisionHistoryLimit is not { } limit || limit == int.MaxValue)
            return [];
        var kept = rollout.Old.Where(set => !set.IsTerminating).ToList();
        if (kept.Count <= limit)
            return [];
        return kept
            .OrderBy(DeploymentAnnotations.RevisionOf)
            .ThenBy(set => set.Metadata.CreationTimestamp ?? default)
            .ThenBy(set => set.Key)
            .Take(kept.Count - limit)
            .Where(IsEmpty)
            .ToValueList();
    }

    private static bool IsEmpty(ReplicaSet set) =>
        set.Status.Replicas == 0 && !Rollout.IsActive(set)
        && set.Metadata.Generation <= set.Status.ObservedGeneration;
}
