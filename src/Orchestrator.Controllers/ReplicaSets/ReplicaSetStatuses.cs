using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Client;
using Orchestrator.Controllers.Pods;

namespace Orchestrator.Controllers.ReplicaSets;

/// <summary>What a ReplicaSet's status says of its Pods.</summary>
public static class ReplicaSetStatuses
{
    public const string ReplicaFailure = "ReplicaFailure";

    /// <summary>The status; equal to the old one where nothing changed.</summary>
    /// <param name="active">The set's active Pods as they were before this pass.</param>
    /// <param name="error">Why this pass could not create or delete.</param>
    public static ReplicaSetStatus Of(ReplicaSet set, IReadOnlyList<Pod> active, Exception? error, DateTimeOffset now)
    {
        int labeled = 0, ready = 0, available = 0;
        foreach (var pod in active)
        {
            if (HasAll(pod.Metadata.Labels, set.Spec.Template.ObjectMeta.Labels))
                labeled++;
            if (!PodPhases.IsReady(pod))
                continue;
            ready++;
            if (PodPhases.AvailableFrom(pod, set.Spec.MinReadySeconds) <= now)
                available++;
        }
        return set.Status with
        {
            Replicas = active.Count,
            FullyLabeledReplicas = labeled,
            ReadyReplicas = ready,
            AvailableReplicas = available,
            ObservedGeneration = set.Metadata.Generation,
            Conditions = Conditions(set, active.Count, error, now),
        };
    }

    /// <summary>How long until the next ready Pod counts as available; null where none waits for that.</summary>
    public static TimeSpan? NextAvailable(ReplicaSet set, IReadOnlyList<Pod> active, DateTimeOffset now)
    {
        if (set.Spec.MinReadySeconds == 0)
            return null;
        TimeSpan? next = null;
        foreach (var pod in active)
        {
            if (PodPhases.AvailableFrom(pod, set.Spec.MinReadySeconds) is { } from && from > now
                && (next is null || from - now < next))
            {
                next = from - now;
            }
        }
        return next;
    }

    private static ValueList<ReplicaSetCondition> Conditions(
        ReplicaSet set, int count, Exception? error, DateTimeOffset now)
    {
        var conditions = set.Status.Conditions;
        var known = conditions.Any(condition => condition.Type == ReplicaFailure);
        if (error is null)
            return known ? conditions.RemoveAll(condition => condition.Type == ReplicaFailure) : conditions;
        // The first failure stays until none is left: writing each new message would wake us for ever.
        return known ? conditions : conditions.Add(new ReplicaSetCondition
        {
            Type = ReplicaFailure,
            Status = "True",
            Reason = count < (set.Spec.Replicas ?? 1) ? "FailedCreate" : "FailedDelete",
            Message = error.Message,
            LastTransitionTime = now,
        });
    }

    private static bool HasAll(ValueMap<string> labels, ValueMap<string> wanted)
    {
        foreach (var (key, value) in wanted)
        {
            if (labels[key] != value)
                return false;
        }
        return true;
    }
}
