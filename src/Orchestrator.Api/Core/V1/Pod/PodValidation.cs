using System.Globalization;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>The rules of a new Pod, beyond those of its spec.</summary>
internal static class PodValidation
{
    internal const string MirrorAnnotation = "kubernetes.io/config.mirror";
    private const string DeletionCost = "controller.kubernetes.io/pod-deletion-cost";

    private static readonly FieldPath Annotations = FieldPath.Of("metadata").Child("annotations");
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void ValidateCreate(Pod pod, FieldErrors errors)
    {
        Validate(pod, errors);
        if (!pod.Spec.EphemeralContainers.IsEmpty)
            errors.Forbidden(Spec.Child("ephemeralContainers"), "cannot be set on create");
        if (!string.IsNullOrEmpty(pod.Spec.NodeName) && !pod.Spec.SchedulingGates.IsEmpty)
            errors.Forbidden(Spec.Child("nodeName"), "cannot be set until all schedulingGates have been cleared");
        ConfinementValidation.ValidateMatch(pod.Metadata.Annotations, pod.Spec, Spec, errors);
    }

    /// <summary>What holds of a Pod at any time.</summary>
    public static void Validate(Pod pod, FieldErrors errors)
    {
        ValidateAnnotations(pod.Metadata.Annotations, pod.Spec, Annotations, errors);
        PodSpecValidation.Validate(pod.Spec, true, pod.Metadata.Name ?? "", Spec, errors);
        if (string.IsNullOrEmpty(pod.Spec.ServiceAccountName))
            ForbidTokens(pod.Spec, errors);
    }

    public static void ValidateAnnotations(
        ValueMap<string> annotations, PodSpec spec, FieldPath path, FieldErrors errors)
    {
        if (annotations.TryGetValue(MirrorAnnotation, out var mirror) && string.IsNullOrEmpty(spec.NodeName))
        {
            errors.Invalid(
                path.Key(MirrorAnnotation), mirror, "must set spec.nodeName if mirror pod annotation is set");
        }
        if (annotations.TryGetValue(DeletionCost, out var cost) && !IsDeletionCost(cost))
            errors.Invalid(path.Key(DeletionCost), cost, "must be a 32bit integer");
        ConfinementValidation.ValidateAnnotations(annotations, spec, path, errors);
    }

    private static bool IsDeletionCost(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var cost)
        && cost.ToString(CultureInfo.InvariantCulture) == text;

    private static void ForbidTokens(PodSpec spec, FieldErrors errors)
    {
        for (var i = 0; i < spec.Volumes.Count; i++)
        {
            var sources = spec.Volumes[i].Projected?.Sources ?? [];
            for (var j = 0; j < sources.Count; j++)
            {
                if (sources[j].ServiceAccountToken is null)
                    continue;
                errors.Forbidden(
                    Spec.Child("volumes").Index(i).Child("projected").Child("sources").Index(j)
                        .Child("serviceAccountToken"),
                    "must not be specified when serviceAccountName is not set");
            }
        }
    }
}
