using System.Text.Json;
using Orchestrator.Api.Json;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>What may change in a Pod once it is there: little, since its containers were made from it.</summary>
internal static class PodUpdateValidation
{
    private const string Updatable =
        "`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
        + "`spec.tolerations` (only additions to existing tolerations),"
        + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    private static readonly FieldPath Annotations = FieldPath.Of("metadata").Child("annotations");
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    public static void Validate(Pod pod, Pod old, FieldErrors errors)
    {
        ValidateAnnotations(pod, old, errors);
        if (pod.Spec == old.Spec)
            return;
        PodValidation.Validate(pod, errors);
        if (!HasSameCount(pod.Spec.Containers, old.Spec.Containers, "containers", errors)
            || !HasSameCount(pod.Spec.InitContainers, old.Spec.InitContainers, "initContainers", errors)
            || !ValidateDeadline(pod.Spec.ActiveDeadlineSeconds, old.Spec.ActiveDeadlineSeconds, errors))
        {
            return;
        }
        ValidateTolerations(pod.Spec.Tolerations, old.Spec.Tolerations, errors);
        ValidateGates(pod.Spec.SchedulingGates, old.Spec.SchedulingGates, errors);
        var spec = WithUpdatable(pod.Spec, old.Spec);
        if (!old.Spec.SchedulingGates.IsEmpty)
            spec = GatedPodValidation.Validate(spec, old.Spec, errors);
        if (spec != old.Spec)
        {
            errors.Forbidden(
                Spec, $"pod updates may not change fields other than {Updatable}\n{Changes(spec, old.Spec)}");
        }
    }

    internal static void ValidateAnnotations(Pod pod, Pod old, FieldErrors errors)
    {
        var has = pod.Metadata.Annotations.TryGetValue(PodValidation.MirrorAnnotation, out var mirror);
        var was = old.Metadata.Annotations.TryGetValue(PodValidation.MirrorAnnotation, out var oldMirror);
        var path = Annotations.Key(PodValidation.MirrorAnnotation);
        if (was && (!has || mirror != oldMirror))
            errors.Forbidden(path, "may not remove or update mirror pod annotation");
        if (has && !was)
            errors.Forbidden(path, "may not add mirror pod annotation");
        ConfinementValidation.ValidateKept(pod.Metadata.Annotations, old.Metadata.Annotations, Annotations, errors);
        PodValidation.ValidateAnnotations(pod.Metadata.Annotations, pod.Spec, Annotations, errors);
    }

    private static bool HasSameCount(
        ValueList<Container> containers, ValueList<Container> old, string field, FieldErrors errors)
    {
        if (containers.Count == old.Count)
            return true;
        errors.Forbidden(Spec.Child(field), "pod updates may not add or remove containers");
        return false;
    }

    private static bool ValidateDeadline(long? deadline, long? old, FieldErrors errors)
    {
        var path = Spec.Child("activeDeadlineSeconds");
        if (deadline is not { } seconds)
        {
            if (old is not null)
                errors.Invalid(path, (object?)null, "must not update from a positive integer to nil value");
            return true;
        }
        var wrong = Names.InRange(seconds, 0, int.MaxValue);
        errors.Invalid(path, seconds, wrong);
        if (old < seconds)
            errors.Invalid(path, seconds, "must be less than or equal to previous value");
        return wrong.IsEmpty && !(old < seconds);
    }

    private static void ValidateTolerations(
        ValueList<Toleration> tolerations, ValueList<Toleration> old, FieldErrors errors)
    {
        var isKept = old.All(was => tolerations.Any(
            now => now with { TolerationSeconds = null } == was with { TolerationSeconds = null }));
        if (!isKept)
        {
            errors.Forbidden(
                Spec.Child("tolerations"),
                "existing toleration can not be modified except its tolerationSeconds");
        }
    }

    private static void ValidateGates(
        ValueList<PodSchedulingGate> gates, ValueList<PodSchedulingGate> old, FieldErrors errors)
    {
        for (var i = 0; i < gates.Count; i++)
        {
            if (!old.Contains(gates[i]))
            {
                errors.Forbidden(
                    Spec.Child("schedulingGates").Index(i).Child("name"),
                    $"only deletion is allowed, but found new scheduling gate '{gates[i].Name}'");
            }
        }
    }

    /// <summary>The new spec with the old one's values where a change is allowed: what still differs is not.</summary>
    private static PodSpec WithUpdatable(PodSpec spec, PodSpec old) => spec with
    {
        Containers = WithImages(spec.Containers, old.Containers),
        InitContainers = WithImages(spec.InitContainers, old.InitContainers),
        ActiveDeadlineSeconds = old.ActiveDeadlineSeconds,
        SchedulingGates = old.SchedulingGates,
        Tolerations = old.Tolerations,
        TerminationGracePeriodSeconds = old.TerminationGracePeriodSeconds < 0 && spec.TerminationGracePeriodSeconds == 1
            ? old.TerminationGracePeriodSeconds
            : spec.TerminationGracePeriodSeconds,
    };

    private static ValueList<Container> WithImages(ValueList<Container> containers, ValueList<Container> old) =>
        containers.Select((container, i) => container with { Image = old[i].Image }).ToValueList();

    private static string Changes(PodSpec spec, PodSpec old)
    {
        using var after = JsonDocument.Parse(JsonCodec.Write(spec));
        using var before = JsonDocument.Parse(JsonCodec.Write(old));
        var fields = before.RootElement.EnumerateObject().Concat(after.RootElement.EnumerateObject())
            .Select(property => property.Name).Distinct(StringComparer.Ordinal)
            .Where(name => Text(before, name) != Text(after, name))
            .Select(name => $"  spec.{name}: {Text(before, name) ?? "(unset)"} -> {Text(after, name) ?? "(unset)"}");
        return string.Join('\n', fields);
    }

    private static string? Text(JsonDocument document, string field) =>
        document.RootElement.TryGetProperty(field, out var value) ? value.GetRawText() : null;
}
