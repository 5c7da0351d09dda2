using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>The rules of affinity to nodes and to other Pods.</summary>
internal static class AffinityValidation
{
    private const string RequiredTerms = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string PreferredTerms = "preferredDuringSchedulingIgnoredDuringExecution";
    private const string WeightRange = "must be in the range 1-100";

    public static void Validate(Affinity? affinity, FieldPath path, FieldErrors errors)
    {
        if (affinity?.NodeAffinity is { } node)
            ValidateNode(node, path.Child("nodeAffinity"), errors);
        if (affinity?.PodAffinity is { } near)
        {
            ValidatePods(
                near.RequiredDuringSchedulingIgnoredDuringExecution,
                near.PreferredDuringSchedulingIgnoredDuringExecution, path.Child("podAffinity"), errors);
        }
        if (affinity?.PodAntiAffinity is { } far)
        {
            ValidatePods(
                far.RequiredDuringSchedulingIgnoredDuringExecution,
                far.PreferredDuringSchedulingIgnoredDuringExecution, path.Child("podAntiAffinity"), errors);
        }
    }

    private static void ValidateNode(NodeAffinity affinity, FieldPath path, FieldErrors errors)
    {
        if (affinity.RequiredDuringSchedulingIgnoredDuringExecution is { } required)
        {
            var terms = path.Child(RequiredTerms).Child("nodeSelectorTerms");
            if (required.NodeSelectorTerms.IsEmpty)
                errors.Required(terms, "must have at least one node selector term");
            for (var i = 0; i < required.NodeSelectorTerms.Count; i++)
                ValidateTerm(required.NodeSelectorTerms[i], true, terms.Index(i), errors);
        }
        var preferred = affinity.PreferredDuringSchedulingIgnoredDuringExecution;
        for (var i = 0; i < preferred.Count; i++)
        {
            var item = path.Child(PreferredTerms).Index(i);
            if (preferred[i].Weight is < 1 or > 100)
                errors.Invalid(item.Child("weight"), preferred[i].Weight, WeightRange);
            // A preference for a value no label can have matches nothing, and harms nothing.
            ValidateTerm(preferred[i].Preference, false, item.Child("preference"), errors);
        }
    }

    private static void ValidateTerm(NodeSelectorTerm term, bool checksValues, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < term.MatchExpressions.Count; i++)
            ValidateExpression(term.MatchExpressions[i], checksValues, path.Child("matchExpressions").Index(i), errors);
        for (var i = 0; i < term.MatchFields.Count; i++)
            ValidateField(term.MatchFields[i], path.Child("matchFields").Index(i), errors);
    }

    private static void ValidateExpression(
        NodeSelectorRequirement requirement, bool checksValues, FieldPath path, FieldErrors errors)
    {
        var values = path.Child("values");
        switch (requirement.Operator)
        {
            case "In" or "NotIn" when requirement.Values.IsEmpty:
                errors.Required(values, "must be specified when `operator` is 'In' or 'NotIn'");
                break;
            case "Exists" or "DoesNotExist" when !requirement.Values.IsEmpty:
                errors.Forbidden(values, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                break;
            case "Gt" or "Lt" when requirement.Values.Count != 1:
                errors.Required(values, "must be specified single value when `operator` is 'Lt' or 'Gt'");
                break;
            case "In" or "NotIn" or "Exists" or "DoesNotExist" or "Gt" or "Lt":
                break;
            default:
                errors.Invalid(path.Child("operator"), requirement.Operator, "not a valid selector operator");
                break;
        }
        errors.Invalid(path.Child("key"), requirement.Key, Names.QualifiedName(requirement.Key));
        for (var i = 0; checksValues && i < requirement.Values.Count; i++)
            errors.Invalid(values.Index(i), requirement.Values[i], Names.LabelValue(requirement.Values[i]));
    }

    private static void ValidateField(NodeSelectorRequirement requirement, FieldPath path, FieldErrors errors)
    {
        if (requirement.Operator is not ("In" or "NotIn"))
        {
            errors.Invalid(path.Child("operator"), requirement.Operator, "not a valid selector operator");
        }
        else if (requirement.Values.Count != 1)
        {
            errors.Required(
                path.Child("values"),
                "must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
        }
        if (requirement.Key != "metadata.name")
        {
            errors.Invalid(path.Child("key"), requirement.Key, "not a valid field selector key");
            return;
        }
        for (var i = 0; i < requirement.Values.Count; i++)
        {
            var value = requirement.Values[i];
            errors.Invalid(path.Child("values").Index(i), value, Names.Dns1123Subdomain(value));
        }
    }

    private static void ValidatePods(
        ValueList<PodAffinityTerm> required, ValueList<WeightedPodAffinityTerm> preferred, FieldPath path,
        FieldErrors errors)
    {
        for (var i = 0; i < required.Count; i++)
            ValidatePodTerm(required[i], path.Child(RequiredTerms).Index(i), errors);
        for (var i = 0; i < preferred.Count; i++)
        {
            var item = path.Child(PreferredTerms).Index(i);
            if (preferred[i].Weight is < 1 or > 100)
                errors.Invalid(item.Child("weight"), preferred[i].Weight, WeightRange);
            ValidatePodTerm(preferred[i].PodAffinityTerm, item.Child("podAffinityTerm"), errors);
        }
    }

    private static void ValidatePodTerm(PodAffinityTerm term, FieldPath path, FieldErrors errors)
    {
        LabelSelectorValidation.Validate(term.LabelSelector, path.Child("labelSelector"), errors);
        LabelSelectorValidation.Validate(term.NamespaceSelector, path.Child("namespaceSelector"), errors);
        foreach (var ns in term.Namespaces)
            errors.Invalid(path.Child("namespace"), ns, Names.Dns1123Label(ns));
        ValidateLabelKeys(term.MatchLabelKeys, term.LabelSelector, path.Child("matchLabelKeys"), errors);
        ValidateLabelKeys(term.MismatchLabelKeys, term.LabelSelector, path.Child("mismatchLabelKeys"), errors);
        for (var i = 0; i < term.MatchLabelKeys.Count; i++)
            ValidateMatchKey(term, term.MatchLabelKeys[i], i, path, errors);
        if (term.TopologyKey.Length == 0)
            errors.Required(path.Child("topologyKey"), "can not be empty");
        errors.Invalid(path.Child("topologyKey"), term.TopologyKey, Names.QualifiedName(term.TopologyKey));
    }

    private static void ValidateLabelKeys(
        ValueList<string> keys, LabelSelector? selector, FieldPath path, FieldErrors errors)
    {
        if (keys.IsEmpty)
            return;
        if (selector is null)
        {
            errors.Forbidden(path, "must not be specified when labelSelector is not set");
            return;
        }
        for (var i = 0; i < keys.Count; i++)
            errors.Invalid(path.Index(i), keys[i], Names.QualifiedName(keys[i]));
    }

    // The server has already made a requirement of each key: a second one is the user's own.
    private static void ValidateMatchKey(
        PodAffinityTerm term, string key, int index, FieldPath path, FieldErrors errors)
    {
        var uses = (term.LabelSelector?.MatchLabels.ContainsKey(key) is true ? 1 : 0)
            + (term.LabelSelector?.MatchExpressions.Count(requirement => requirement.Key == key) ?? 0);
        if (uses > 1)
            errors.Invalid(path.Index(index), key, "exists in both matchLabelKeys and labelSelector");
        if (term.MismatchLabelKeys.Contains(key))
        {
            errors.Invalid(
                path.Child("matchLabelKeys").Index(index), key, "exists in both matchLabelKeys and mismatchLabelKeys");
        }
    }
}
