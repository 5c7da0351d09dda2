using Orchestrator.Api.Apps.V1;

namespace Orchestrator.Controllers.Deployments;

/// <summary>The Progressing condition of a Deployment: whether its rollout gets on, has ended, or has been stuck for
/// longer than its deadline.</summary>
internal static class DeploymentProgress
{
    private const string Type = DeploymentConditions.Progressing;

    public static bool HasDeadline(Deployment deployment) =>
        deployment.Spec.ProgressDeadlineSeconds is { } seconds and not int.MaxValue && seconds >= 0;

    /// <summary>Notes that a Deployment was paused or resumed, so that the time between does not count against its
    /// deadline.</summary>
    public static DeploymentStatus OfPause(Deployment deployment, DateTimeOffset now)
    {
        var status = deployment.Status;
        var reason = DeploymentConditions.Find(status, Type)?.Reason;
        if (!HasDeadline(deployment) || reason == DeploymentConditions.ProgressDeadlineExceeded)
            return status;
        var wasPaused = reason == DeploymentConditions.DeploymentPaused;
        if (deployment.Spec.Paused && !wasPaused)
            return Set(status, "Unknown", DeploymentConditions.DeploymentPaused, "Deployment is paused", now);
        if (!deployment.Spec.Paused && wasPaused)
            return Set(status, "Unknown", DeploymentConditions.DeploymentResumed, "Deployment is resumed", now);
        return status;
    }

    /// <summary>The new status with what it says of progress since the old one.</summary>
    public static DeploymentStatus Of(Rollout rollout, DeploymentStatus status, DateTimeOffset now)
    {
        var deployment = rollout.Deployment;
        var current = DeploymentConditions.Find(deployment.Status, Type);
        if (!HasDeadline(deployment))
            return WithFailures(rollout, DeploymentConditions.Remove(status, Type));
        // A rollout that has ended is not begun again by Pods that come and go.
        var hasEnded = status.Replicas == status.UpdatedReplicas
            && current?.Reason == DeploymentConditions.NewReplicaSetAvailable;
        if (!hasEnded)
            status = Estimate(rollout, status, current, now);
        return WithFailures(rollout, status);
    }

    /// <summary>When a rollout that has not ended has to be looked at again for its deadline; null where it has not to
    /// be.</summary>
    public static TimeSpan? UntilDeadline(Deployment deployment, DateTimeOffset now)
    {
        if (!HasDeadline(deployment) || deployment.Spec.Paused
            || DeploymentConditions.Find(deployment.Status, Type) is not { LastUpdateTime: { } updated } current
            || current.Reason == DeploymentConditions.ProgressDeadlineExceeded
            || DeploymentStatuses.IsComplete(deployment, deployment.Status))
        {
            return null;
        }
        var due = updated.Moment.AddSeconds(deployment.Spec.ProgressDeadlineSeconds!.Value) - now;
        return due > TimeSpan.Zero ? due + TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(1);
    }

    private static DeploymentStatus Estimate(
        Rollout rollout, DeploymentStatus status, DeploymentCondition? current, DateTimeOffset now)
    {
        var deployment = rollout.Deployment;
        var subject = rollout.New is { } set
            ? $"ReplicaSet \"{set.Metadata.Name}\""
            : $"Deployment \"{deployment.Metadata.Name}\"";
        if (DeploymentStatuses.IsComplete(deployment, status))
        {
            return Set(
                status, "True", DeploymentConditions.NewReplicaSetAvailable,
                $"{subject} has successfully progressed.", now);
        }
        if (HasProgressed(deployment.Status, status))
        {
            // Said again with each step, so that the deadline counts from the last.
            return DeploymentConditions.Replace(
                status, DeploymentConditions.Of(
                    Type, "True", DeploymentConditions.ReplicaSetUpdated, $"{subject} is progressing.", now));
        }
        return HasTimedOut(deployment, current, now)
            ? Set(
                status, "False", DeploymentConditions.ProgressDeadlineExceeded,
                $"{subject} has timed out progressing.", now)
            : status;
    }

    private static bool HasProgressed(DeploymentStatus before, DeploymentStatus after) =>
        after.UpdatedReplicas > before.UpdatedReplicas
        || after.Replicas - after.UpdatedReplicas < before.Replicas - before.UpdatedReplicas
        || after.ReadyReplicas > before.ReadyReplicas
        || after.AvailableReplicas > before.AvailableReplicas;

    private static bool HasTimedOut(Deployment deployment, DeploymentCondition? current, DateTimeOffset now) =>
        current switch
        {
            null or { Reason: DeploymentConditions.NewReplicaSetAvailable } => false,
            { Reason: DeploymentConditions.ProgressDeadlineExceeded } => true,
            { LastUpdateTime: { } updated } =>
                updated.Moment.AddSeconds(deployment.Spec.ProgressDeadlineSeconds!.Value) < now,
            _ => false,
        };

    /// <summary>A set's failure to make or remove Pods is the Deployment's; the new set's before the old
    /// ones'.</summary>
    private static DeploymentStatus WithFailures(Rollout rollout, DeploymentStatus status)
    {
        var sets = rollout.New is { } set ? rollout.Old.Prepend(set) : rollout.Old;
        var failure = sets.SelectMany(one => one.Status.Conditions)
            .FirstOrDefault(condition => condition.Type == DeploymentConditions.ReplicaFailure);
        if (failure is null)
            return DeploymentConditions.Remove(status, DeploymentConditions.ReplicaFailure);
        return DeploymentConditions.Set(status, new DeploymentCondition
        {
            Type = failure.Type,
            Status = failure.Status,
            Reason = failure.Reason,
            Message = failure.Message,
            LastTransitionTime = failure.LastTransitionTime,
            LastUpdateTime = failure.LastTransitionTime,
        });
    }

    private static DeploymentStatus Set(
        DeploymentStatus status, string value, string reason, string message, DateTimeOffset now) =>
        DeploymentConditions.Set(status, DeploymentConditions.Of(Type, value, reason, message, now));
}
