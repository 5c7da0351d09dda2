using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Selectors;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Apps.V1;

/// <summary>The rules of ReplicaSets, and those of selector and template that Deployments share.</summary>
internal static class ReplicaSetValidation
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly FieldPath Status = FieldPath.Of("status");

    public static void Validate(ReplicaSetSpec spec, FieldErrors errors)
    {
        errors.NonNegative(Spec.Child("replicas"), spec.Replicas ?? 0);
        errors.NonNegative(Spec.Child("minReadySeconds"), spec.MinReadySeconds);
        ValidateSelector(spec.Selector, spec.Template, errors);
    }

    public static void ValidateUpdate(ReplicaSetSpec spec, ReplicaSetSpec old, FieldErrors errors)
    {
        if (spec == old)
            return;
        Validate(spec, errors);
        ValidateSelectorKept(spec.Selector, old.Selector, errors);
    }

    public static void ValidateStatus(ReplicaSetStatus status, FieldErrors errors)
    {
        errors.NonNegative(Status.Child("replicas"), status.Replicas);
        errors.NonNegative(Status.Child("fullyLabeledReplicas"), status.FullyLabeledReplicas);
        errors.NonNegative(Status.Child("readyReplicas"), status.ReadyReplicas);
        errors.NonNegative(Status.Child("availableReplicas"), status.AvailableReplicas);
        errors.NonNegative(Status.Child("observedGeneration"), status.ObservedGeneration);
        NotAbove("fullyLabeledReplicas", status.FullyLabeledReplicas, "status.replicas", status.Replicas, errors);
        NotAbove("readyReplicas", status.ReadyReplicas, "status.replicas", status.Replicas, errors);
        NotAbove("availableReplicas", status.AvailableReplicas, "status.replicas", status.Replicas, errors);
        NotAbove("availableReplicas", status.AvailableReplicas, "readyReplicas", status.ReadyReplicas, errors);
    }

    internal static void NotAbove(string field, int value, string limit, int max, FieldErrors errors)
    {
        if (value > max)
            errors.Invalid(Status.Child(field), value, $"cannot be greater than {limit}");
    }

    /// <summary>A selector that selects something, and at least the Pods made from the template.</summary>
    internal static void ValidateSelector(LabelSelector? selector, PodTemplateSpec template, FieldErrors errors)
    {
        var path = Spec.Child("selector");
        if (selector is null)
        {
            errors.Required(path);
        }
        else
        {
            var before = errors.Found.Count;
            LabelSelectorValidation.Validate(selector, path, errors);
            if (errors.Found.Count > before)
            {
                // What such a selector selects nobody can say: the template is not looked at.
                errors.Invalid(path, selector, "invalid label selector");
                return;
            }
            if (LabelSelectorValidation.IsEmpty(selector))
                errors.Invalid(path, selector, "empty selector is invalid for deployment");
        }
        ValidateTemplate(selector, template, Spec.Child("template"), errors);
    }

    internal static void ValidateSelectorKept(LabelSelector? selector, LabelSelector? old, FieldErrors errors)
    {
        if (selector == old)
            return;
        if (selector is null)
            errors.Invalid(Spec.Child("selector"), (object?)null, ObjectMetaValidation.Immutable);
        else
            errors.Invalid(Spec.Child("selector"), selector, ObjectMetaValidation.Immutable);
    }

    private static void ValidateTemplate(
        LabelSelector? selector, PodTemplateSpec template, FieldPath at, FieldErrors errors)
    {
        // No selector selects nothing, an empty one everything.
        if (selector is null || !LabelMatcher.Of(selector).Matches(template.ObjectMeta.Labels))
        {
            errors.Invalid(
                at.Child("metadata").Child("labels"), template.ObjectMeta.Labels,
                "`selector` does not match template `labels`");
        }
        PodSpecValidation.ValidateTemplate(template, at, errors);
        if (template.Spec.RestartPolicy != "Always")
        {
            errors.NotSupported(
                at.Child("spec").Child("restartPolicy"), template.Spec.RestartPolicy ?? "", "Always");
        }
        if (template.Spec.ActiveDeadlineSeconds is not null)
        {
            errors.Forbidden(
                at.Child("spec").Child("activeDeadlineSeconds"),
                "activeDeadlineSeconds in ReplicaSet is not Supported");
        }
    }
}
