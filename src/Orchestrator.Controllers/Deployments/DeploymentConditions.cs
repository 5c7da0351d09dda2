using Orchestrator.Api.Apps.V1;

namespace Orchestrator.Controllers.Deployments;

/// <summary>Reads and sets the conditions of a Deployment's status.</summary>
internal static class DeploymentConditions
{
    public const string Available = "Available";
    public const string Progressing = "Progressing";
    public const string ReplicaFailure = "ReplicaFailure";

    public const string NewReplicaSetCreated = "NewReplicaSetCreated";
    public const string FoundNewReplicaSet = "FoundNewReplicaSet";
    public const string ReplicaSetCreateError = "ReplicaSetCreateError";
    public const string ReplicaSetUpdated = "ReplicaSetUpdated";
    public const string NewReplicaSetAvailable = "NewReplicaSetAvailable";
    public const string ProgressDeadlineExceeded = "ProgressDeadlineExceeded";
    public const string DeploymentPaused = "DeploymentPaused";
    public const string DeploymentResumed = "DeploymentResumed";

    public static DeploymentCondition? Find(DeploymentStatus status, string type)
    {
        foreach (var condition in status.Conditions)
        {
            if (condition.Type == type)
                return condition;
        }
        return null;
    }

    /// <summary>The status with this condition. One with the same status and reason stays as it was, message and times
    /// included.</summary>
    public static DeploymentStatus Set(DeploymentStatus status, DeploymentCondition wanted)
    {
        var known = Find(status, wanted.Type);
        return known?.Status == wanted.Status && known.Reason == wanted.Reason ? status : Replace(status, wanted);
    }

    /// <summary>The status with this condition, even where only a time or a message differs. Its transition time stays
    /// while its status does.</summary>
    public static DeploymentStatus Replace(DeploymentStatus status, DeploymentCondition wanted)
    {
        if (Find(status, wanted.Type) is { } known && known.Status == wanted.Status)
            wanted = wanted with { LastTransitionTime = known.LastTransitionTime };
        return status with { Conditions = Remove(status, wanted.Type).Conditions.Add(wanted) };
    }

    public static DeploymentStatus Remove(DeploymentStatus status, string type) =>
        Find(status, type) is null
            ? status
            : status with { Conditions = status.Conditions.RemoveAll(condition => condition.Type == type) };

    public static DeploymentCondition Of(
        string type, string status, string reason, string message, DateTimeOffset now) =>
        new()
        {
            Type = type,
            Status = status,
            Reason = reason,
            Message = message,
            LastUpdateTime = now,
            LastTransitionTime = now,
        };
}
