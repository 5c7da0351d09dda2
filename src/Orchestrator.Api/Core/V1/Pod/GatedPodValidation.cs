using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>What else may change in a Pod that waits for scheduling gates: where it may go, only narrower.</summary>
internal static class GatedPodValidation
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly FieldPath NodeAffinityPath = Spec.Child("affinity").Child("nodeAffinity");

    /// <summary>Checks node selector and node affinity, and gives back the spec with the old ones.</summary>
    public static PodSpec Validate(PodSpec spec, PodSpec old, FieldErrors errors)
    {
        ValidateNodeSelector(spec.NodeSelector, old.NodeSelector, errors);
        var affinity = spec.Affinity?.NodeAffinity;
        var was = old.Affinity?.NodeAffinity;
        if (affinity != was)
            ValidateNodeAffinity(affinity, was, errors);
        return spec with { NodeSelector = old.NodeSelector, Affinity = WithNodeAffinity(spec.Affinity, old.Affinity) };
    }

    private static void ValidateNodeSelector(
        ValueMap<string> selector, ValueMap<string> old, FieldErrors errors)
    {
        foreach (var (key, value) in old)
        {
            if (selector.TryGetValue(key, out var now) && now == value)
                continue;
            errors.Invalid(
                Spec.Child("nodeSelector"), selector,
                "only additions to spec.nodeSelector are allowed (no mutations or deletions)");
            return;
        }
    }

    private static void ValidateNodeAffinity(NodeAffinity? affinity, NodeAffinity? old, FieldErrors errors)
    {
        var path = NodeAffinityPath.Child("requiredDuringSchedulingIgnoredDuringExecution");
        if (old?.RequiredDuringSchedulingIgnoredDuringExecution is not { } before)
            return;
        var terms = affinity?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms ?? [];
        if (terms.Count != before.NodeSelectorTerms.Count)
        {
            errors.Invalid(
                path.Child("nodeSelectorTerms"), terms.Count,
                "no additions/deletions to non-empty NodeSelectorTerms list are allowed");
            return;
        }
        for (var i = 0; i < terms.Count; i++)
        {
            if (!IsNarrower(terms[i], before.NodeSelectorTerms[i]))
            {
                errors.Invalid(
                    path.Child("nodeSelectorTerms").Index(i), terms[i],
                    "only additions are allowed (no mutations or deletions)");
            }
        }
    }

    // A term that names nothing selects no node: additions would widen it.
    private static bool IsNarrower(NodeSelectorTerm term, NodeSelectorTerm old)
    {
        if (old.MatchExpressions.IsEmpty && old.MatchFields.IsEmpty)
            return term.MatchExpressions.IsEmpty && term.MatchFields.IsEmpty;
        return term.MatchExpressions.Take(old.MatchExpressions.Count).SequenceEqual(old.MatchExpressions)
            && term.MatchFields.Take(old.MatchFields.Count).SequenceEqual(old.MatchFields);
    }

    private static Affinity? WithNodeAffinity(Affinity? affinity, Affinity? old)
    {
        if (affinity is null)
            return old?.NodeAffinity is { } kept ? new Affinity { NodeAffinity = kept } : old;
        return old is null && affinity is { PodAffinity: null, PodAntiAffinity: null }
            ? null
            : affinity with { NodeAffinity = old?.NodeAffinity };
    }
}
