using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Apps.V1;

/// <summary>The rules of Deployments.</summary>
internal static class DeploymentValidation
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly FieldPath Status = FieldPath.Of("status");

    public static void Validate(DeploymentSpec spec, FieldErrors errors)
    {
        errors.NonNegative(Spec.Child("replicas"), spec.Replicas ?? 0);
        ReplicaSetValidation.ValidateSelector(spec.Selector, spec.Template, errors);
        ValidateStrategy(spec.Strategy, Spec.Child("strategy"), errors);
        errors.NonNegative(Spec.Child("minReadySeconds"), spec.MinReadySeconds);
        errors.NonNegative(Spec.Child("revisionHistoryLimit"), spec.RevisionHistoryLimit ?? 0);
        if (spec.ProgressDeadlineSeconds is not { } deadline)
            return;
        errors.NonNegative(Spec.Child("progressDeadlineSeconds"), deadline);
        if (deadline <= spec.MinReadySeconds)
        {
            errors.Invalid(
                Spec.Child("progressDeadlineSeconds"), deadline, "must be greater than minReadySeconds");
        }
    }

    public static void ValidateUpdate(DeploymentSpec spec, DeploymentSpec old, FieldErrors errors)
    {
        if (spec == old)
            return;
        Validate(spec, errors);
        ReplicaSetValidation.ValidateSelectorKept(spec.Selector, old.Selector, errors);
    }

    public static void ValidateStatus(DeploymentStatus status, DeploymentStatus old, FieldErrors errors)
    {
        errors.NonNegative(Status.Child("observedGeneration"), status.ObservedGeneration);
        errors.NonNegative(Status.Child("replicas"), status.Replicas);
        errors.NonNegative(Status.Child("updatedReplicas"), status.UpdatedReplicas);
        errors.NonNegative(Status.Child("readyReplicas"), status.ReadyReplicas);
        errors.NonNegative(Status.Child("availableReplicas"), status.AvailableReplicas);
        errors.NonNegative(Status.Child("unavailableReplicas"), status.UnavailableReplicas);
        errors.NonNegative(Status.Child("collisionCount"), status.CollisionCount ?? 0);
        NotAbove("updatedReplicas", status.UpdatedReplicas, "status.replicas", status.Replicas);
        NotAbove("readyReplicas", status.ReadyReplicas, "status.replicas", status.Replicas);
        NotAbove("availableReplicas", status.AvailableReplicas, "status.replicas", status.Replicas);
        NotAbove("availableReplicas", status.AvailableReplicas, "readyReplicas", status.ReadyReplicas);
        if (old.CollisionCount is { } before && (status.CollisionCount is not { } now || now < before))
            errors.Invalid(Status.Child("collisionCount"), status.CollisionCount ?? 0, "cannot be decremented");

        void NotAbove(string field, int value, string limit, int max) =>
            ReplicaSetValidation.NotAbove(field, value, limit, max, errors);
    }

    private static void ValidateStrategy(DeploymentStrategy strategy, FieldPath path, FieldErrors errors)
    {
        var rolling = path.Child("rollingUpdate");
        switch (strategy.Type)
        {
            case "Recreate":
                if (strategy.RollingUpdate is not null)
                    errors.Forbidden(rolling, "may not be specified when strategy `type` is 'Recreate'");
                break;
            case "RollingUpdate":
                if (strategy.RollingUpdate is { } update)
                    ValidateRollingUpdate(update, rolling, errors);
                else
                    errors.Required(rolling, "this should be defaulted and never be nil");
                break;
            default:
                errors.NotSupported(path, strategy, "Recreate", "RollingUpdate");
                break;
        }
    }

    private static void ValidateRollingUpdate(RollingUpdateDeployment update, FieldPath path, FieldErrors errors)
    {
        var (unavailable, surge) = (update.MaxUnavailable ?? 0, update.MaxSurge ?? 0);
        ValidateShare(unavailable, path.Child("maxUnavailable"), errors);
        ValidateShare(surge, path.Child("maxSurge"), errors);
        // Neither one more nor one less: the rollout could never take a step.
        if (IsZero(unavailable) && IsZero(surge))
        {
            errors.Invalid(path.Child("maxUnavailable"), unavailable, "may not be 0 when `maxSurge` is 0");
        }
        if (unavailable.TryGetPercent(out var percent) && percent > 100)
            errors.Invalid(path.Child("maxUnavailable"), unavailable, "must not be greater than 100%");
    }

    private static void ValidateShare(IntOrString share, FieldPath path, FieldErrors errors)
    {
        if (share.StringValue is { } text)
            errors.Invalid(path, text, Names.Percent(text));
        else
            errors.NonNegative(path, share.IntValue);
    }

    private static bool IsZero(IntOrString share) =>
        share.IsString ? share.TryGetPercent(out var percent) && percent == 0 : share.IntValue == 0;
}
