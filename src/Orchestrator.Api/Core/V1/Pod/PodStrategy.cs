using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Core.V1;

/// <summary>What the server decides of a Pod on its way into the store.</summary>
internal static class PodStrategy
{
    public static Pod ForCreate(Pod pod)
    {
        pod = AppArmorAnnotations.Sync(pod with { Spec = GatedFields.Drop(pod.Spec, null) });
        var status = new PodStatus { Phase = "Pending", QOSClass = PodQos.Of(pod.Spec) };
        if (!pod.Spec.SchedulingGates.IsEmpty)
            status = status with { Conditions = [Gated] };
        return pod with { Spec = WithAffinityOfLabels(pod.Spec, pod.Metadata.Labels), Status = status };
    }

    public static Pod ForUpdate(Pod pod, Pod old) => pod with
    {
        Spec = GatedFields.Drop(pod.Spec, old.Spec),
        Status = old.Status,
    };

    public static Pod ForStatusUpdate(Pod pod, Pod old) => pod with
    {
        Metadata = pod.Metadata with { OwnerReferences = old.Metadata.OwnerReferences },
        Spec = old.Spec,
        Status = WithBothAddresses(GatedFields.Drop(
            string.IsNullOrEmpty(pod.Status.QOSClass)
                ? pod.Status with { QOSClass = old.Status.QOSClass }
                : pod.Status,
            old.Spec)),
    };

    // The first of podIPs is podIP; where they differ, podIP counts, as clients may know no more than that.
    private static PodStatus WithBothAddresses(PodStatus status)
    {
        var first = status.PodIPs.FirstOrDefault()?.IP;
        if (string.IsNullOrEmpty(status.PodIP))
            return string.IsNullOrEmpty(first) ? status : status with { PodIP = first };
        return status.PodIP == first ? status : status with { PodIPs = [new PodIP { IP = status.PodIP }] };
    }

    private static PodCondition Gated { get; } = new()
    {
        Type = "PodScheduled",
        Status = "False",
        Reason = "SchedulingGated",
        Message = "Scheduling is blocked due to non-empty scheduling gates",
    };

    // matchLabelKeys and mismatchLabelKeys name labels of this very Pod: they become requirements of the selector.
    private static PodSpec WithAffinityOfLabels(PodSpec spec, ValueMap<string> labels)
    {
        if (spec.Affinity is not { } affinity || (affinity.PodAffinity is null && affinity.PodAntiAffinity is null))
            return spec;
        PodAffinityTerm Term(PodAffinityTerm term) => WithLabels(term, labels);
        WeightedPodAffinityTerm Weighted(WeightedPodAffinityTerm term) =>
            Term(term.PodAffinityTerm) is var full && ReferenceEquals(full, term.PodAffinityTerm)
                ? term
                : term with { PodAffinityTerm = full };
        return spec with
        {
            Affinity = affinity with
            {
                PodAffinity = affinity.PodAffinity is { } near
                    ? new PodAffinity
                    {
                        RequiredDuringSchedulingIgnoredDuringExecution =
                            near.RequiredDuringSchedulingIgnoredDuringExecution.Map(Term),
                        PreferredDuringSchedulingIgnoredDuringExecution =
                            near.PreferredDuringSchedulingIgnoredDuringExecution.Map(Weighted),
                    }
                    : null,
                PodAntiAffinity = affinity.PodAntiAffinity is { } far
                    ? new PodAntiAffinity
                    {
                        RequiredDuringSchedulingIgnoredDuringExecution =
                            far.RequiredDuringSchedulingIgnoredDuringExecution.Map(Term),
                        PreferredDuringSchedulingIgnoredDuringExecution =
                            far.PreferredDuringSchedulingIgnoredDuringExecution.Map(Weighted),
                    }
                    : null,
            },
        };
    }

    private static PodAffinityTerm WithLabels(PodAffinityTerm term, ValueMap<string> labels)
    {
        if (term.LabelSelector is not { } selector || (term.MatchLabelKeys.IsEmpty && term.MismatchLabelKeys.IsEmpty))
            return term;
        var added = Requirements(term.MatchLabelKeys, "In").Concat(Requirements(term.MismatchLabelKeys, "NotIn"));
        return term with
        {
            LabelSelector = selector with { MatchExpressions = selector.MatchExpressions.Concat(added).ToValueList() },
        };

        IEnumerable<LabelSelectorRequirement> Requirements(ValueList<string> keys, string op) =>
            from key in keys
            where labels.ContainsKey(key)
            select new LabelSelectorRequirement { Key = key, Operator = op, Values = [labels[key]!] };
    }
}
