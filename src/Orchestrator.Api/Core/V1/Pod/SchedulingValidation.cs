using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>The rules of tolerations, taints, spreading and gates.</summary>
internal static class SchedulingValidation
{
    public static void ValidateTolerations(ValueList<Toleration> tolerations, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < tolerations.Count; i++)
            ValidateToleration(tolerations[i], path.Index(i), errors);
    }

    public static void ValidateTaints(ValueList<Taint> taints, FieldPath path, FieldErrors errors)
    {
        var seen = new HashSet<(string, string)>();
        for (var i = 0; i < taints.Count; i++)
        {
            var taint = taints[i];
            var item = path.Index(i);
            errors.Invalid(item.Child("key"), taint.Key, Names.QualifiedName(taint.Key));
            var wrong = Names.LabelValue(taint.Value ?? "");
            if (!wrong.IsEmpty)
                errors.Invalid(item.Child("value"), taint.Value, string.Join(';', wrong));
            errors.OneOf(item.Child("effect"), taint.Effect, "NoSchedule", "PreferNoSchedule", "NoExecute");
            if (!seen.Add((taint.Key, taint.Effect)))
                errors.Duplicate(item, taint, "taints must be unique by key and effect pair");
        }
    }

    public static void ValidateSpread(
        ValueList<TopologySpreadConstraint> constraints, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < constraints.Count; i++)
        {
            var constraint = constraints[i];
            var item = path.Index(i);
            if (constraint.MaxSkew <= 0)
                errors.Invalid(item.Child("maxSkew"), constraint.MaxSkew, "must be greater than zero");
            if (constraint.TopologyKey.Length == 0)
                errors.Required(item.Child("topologyKey"), "can not be empty");
            if (constraint.WhenUnsatisfiable is not ("DoNotSchedule" or "ScheduleAnyway"))
            {
                errors.NotSupported(
                    item.Child("whenUnsatisfiable"), constraint.WhenUnsatisfiable, "DoNotSchedule", "ScheduleAnyway");
            }
            if (constraints.Skip(i + 1).Any(other => IsSameSpread(constraint, other)))
            {
                errors.Duplicate(
                    item.Child("{topologyKey, whenUnsatisfiable}"),
                    $"{{{constraint.TopologyKey}, {constraint.WhenUnsatisfiable}}}");
            }
            ValidateDomains(constraint, item, errors);
            ValidateInclusion(constraint.NodeAffinityPolicy, item.Child("nodeAffinityPolicy"), errors);
            ValidateInclusion(constraint.NodeTaintsPolicy, item.Child("nodeTaintsPolicy"), errors);
            ValidateMatchKeys(constraint, item.Child("matchLabelKeys"), errors);
            LabelSelectorValidation.Validate(constraint.LabelSelector, item.Child("labelSelector"), errors);
        }
    }

    public static void ValidateGates(PodSpec spec, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < spec.ReadinessGates.Count; i++)
        {
            var type = spec.ReadinessGates[i].ConditionType;
            errors.Invalid(
                path.Child("readinessGates").Index(i).Child("conditionType"), type, Names.QualifiedName(type));
        }
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < spec.SchedulingGates.Count; i++)
        {
            var name = spec.SchedulingGates[i].Name;
            var item = path.Child("schedulingGates").Index(i);
            errors.Invalid(item, name, Names.QualifiedName(name));
            if (!seen.Add(name))
                errors.Duplicate(item, name);
        }
    }

    private static void ValidateToleration(Toleration toleration, FieldPath path, FieldErrors errors)
    {
        if (!string.IsNullOrEmpty(toleration.Key))
            errors.Invalid(path.Child("key"), toleration.Key, Names.QualifiedName(toleration.Key));
        else if (toleration.Operator != "Exists")
        {
            errors.Invalid(
                path.Child("operator"), toleration.Operator ?? "",
                "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
        }
        if (toleration.TolerationSeconds is not null && toleration.Effect != "NoExecute")
        {
            errors.Invalid(
                path.Child("effect"), toleration.Effect ?? "",
                "effect must be 'NoExecute' when `tolerationSeconds` is set");
        }
        switch (toleration.Operator)
        {
            case null or "" or "Equal":
                var wrong = Names.LabelValue(toleration.Value ?? "");
                if (!wrong.IsEmpty)
                    errors.Invalid(path.Child("operator"), toleration.Value, string.Join(';', wrong));
                break;
            case "Exists":
                if (!string.IsNullOrEmpty(toleration.Value))
                {
                    errors.Invalid(
                        path.Child("operator"), toleration.Value, "value must be empty when `operator` is 'Exists'");
                }
                break;
            default:
                errors.NotSupported(path.Child("operator"), toleration.Operator, "Equal", "Exists");
                break;
        }
        if (!string.IsNullOrEmpty(toleration.Effect))
            errors.OneOf(path.Child("effect"), toleration.Effect, "NoSchedule", "PreferNoSchedule", "NoExecute");
    }

    private static bool IsSameSpread(TopologySpreadConstraint one, TopologySpreadConstraint other) =>
        one.TopologyKey == other.TopologyKey && one.WhenUnsatisfiable == other.WhenUnsatisfiable;

    private static void ValidateDomains(TopologySpreadConstraint constraint, FieldPath path, FieldErrors errors)
    {
        if (constraint.MinDomains is not { } domains)
            return;
        if (domains <= 0)
            errors.Invalid(path.Child("minDomains"), domains, "must be greater than zero");
        if (constraint.WhenUnsatisfiable != "DoNotSchedule")
        {
            errors.Invalid(
                path.Child("minDomains"), domains,
                $"can only use minDomains if whenUnsatisfiable=DoNotSchedule, not {constraint.WhenUnsatisfiable}");
        }
    }

    private static void ValidateInclusion(string? policy, FieldPath path, FieldErrors errors)
    {
        if (policy is not (null or "Honor" or "Ignore"))
            errors.NotSupported(path, policy, "Honor", "Ignore");
    }

    private static void ValidateMatchKeys(TopologySpreadConstraint constraint, FieldPath path, FieldErrors errors)
    {
        if (constraint.MatchLabelKeys.IsEmpty)
            return;
        if (constraint.LabelSelector is null)
            errors.Forbidden(path, "must not be specified when labelSelector is not set");
        for (var i = 0; i < constraint.MatchLabelKeys.Count; i++)
        {
            var key = constraint.MatchLabelKeys[i];
            errors.Invalid(path.Index(i), key, Names.QualifiedName(key));
            if (constraint.LabelSelector is { } given && (given.MatchLabels.ContainsKey(key)
                || given.MatchExpressions.Any(requirement => requirement.Key == key)))
            {
                errors.Invalid(path.Index(i), key, "exists in both matchLabelKeys and labelSelector");
            }
        }
    }
}
