namespace Orchestrator.Api.Validation;

/// <summary>The rules of <c>metav1.LabelSelector</c>.</summary>
public static class LabelSelectorValidation
{
    public static void Validate(LabelSelector? selector, FieldPath path, FieldErrors errors)
    {
        if (selector is null)
            return;
        ObjectMetaValidation.ValidateLabels(selector.MatchLabels, path.Child("matchLabels"), errors);
        for (var i = 0; i < selector.MatchExpressions.Count; i++)
            ValidateRequirement(selector.MatchExpressions[i], path.Child("matchExpressions").Index(i), errors);
    }

    /// <summary>Whether a selector selects everything, being present and naming nothing.</summary>
    public static bool IsEmpty(LabelSelector selector) =>
        selector.MatchLabels.IsEmpty && selector.MatchExpressions.IsEmpty;

    private static void ValidateRequirement(LabelSelectorRequirement requirement, FieldPath path, FieldErrors errors)
    {
        var values = path.Child("values");
        switch (requirement.Operator)
        {
            case "In" or "NotIn":
                if (requirement.Values.IsEmpty)
                    errors.Required(values, "must be specified when `operator` is 'In' or 'NotIn'");
                break;
            case "Exists" or "DoesNotExist":
                if (!requirement.Values.IsEmpty)
                    errors.Forbidden(values, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                break;
            default:
                errors.Invalid(path.Child("operator"), requirement.Operator, "not a valid selector operator");
                break;
        }
        errors.Invalid(path.Child("key"), requirement.Key, Names.QualifiedName(requirement.Key));
        for (var i = 0; i < requirement.Values.Count; i++)
            errors.Invalid(values.Index(i), requirement.Values[i], Names.LabelValue(requirement.Values[i]));
    }
}
