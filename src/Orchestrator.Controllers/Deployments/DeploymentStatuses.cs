using Orchestrator.Api.Apps.V1;

namespace Orchestrator.Controllers.Deployments;

/// <summary>What a Deployment's status says of its ReplicaSets: counts, and whether enough Pods are
/// available.</summary>
internal static class DeploymentStatuses
{
    public static DeploymentStatus Of(Rollout rollout, DateTimeOffset now)
    {
        var deployment = rollout.Deployment;
        var available = rollout.Available;
        var status = deployment.Status with
        {
            ObservedGeneration = deployment.Metadata.Generation,
            Replicas = rollout.All.Sum(set => set.Status.Replicas),
            UpdatedReplicas = rollout.New?.Status.Replicas ?? 0,
            ReadyReplicas = rollout.All.Sum(set => set.Status.ReadyReplicas),
            AvailableReplicas = available,
            UnavailableReplicas = Math.Max(0, rollout.Total - available),
        };
        return DeploymentConditions.Set(status, Availability(rollout, available, now));
    }

    /// <summary>Every replica is of the current template and available, and there are no others.</summary>
    public static bool IsComplete(Deployment deployment, DeploymentStatus status)
    {
        var replicas = deployment.Spec.Replicas ?? 1;
        return status.UpdatedReplicas == replicas && status.Replicas == replicas
            && status.AvailableReplicas == replicas
            && status.ObservedGeneration >= deployment.Metadata.Generation;
    }

    private static DeploymentCondition Availability(Rollout rollout, int available, DateTimeOffset now) =>
        available >= rollout.Desired - rollout.Bounds.Unavailable
            ? DeploymentConditions.Of(
                DeploymentConditions.Available, "True", "MinimumReplicasAvailable",
                "Deployment has minimum availability.", now)
            : DeploymentConditions.Of(
                DeploymentConditions.Available, "False", "MinimumReplicasUnavailable",
                "Deployment does not have minimum availability.", now);
}
