using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Authorization.V1;

/// <summary>The rules of questions about access.</summary>
internal static class AccessReviewValidation
{
    public static void Validate(SubjectAccessReviewSpec spec, FieldPath path, FieldErrors errors)
    {
        Validate(spec.ResourceAttributes, spec.NonResourceAttributes, path, errors);
        if (string.IsNullOrEmpty(spec.User) && spec.Groups.IsEmpty)
            errors.Invalid(path.Child("user"), spec.User ?? "", "at least one of user or group must be specified");
    }

    public static void Validate(
        ResourceAttributes? resource, NonResourceAttributes? other, FieldPath path, FieldErrors errors)
    {
        if (resource is not null && other is not null)
        {
            errors.Invalid(
                path.Child("nonResourceAttributes"), other,
                "cannot be specified in combination with resourceAttributes");
        }
        else if (resource is null && other is null)
        {
            errors.Invalid(
                path.Child("resourceAttributes"), (object?)null,
                "exactly one of nonResourceAttributes or resourceAttributes must be specified");
        }
    }

    /// <summary>A question is not stored: it has no name, no labels, nothing.</summary>
    public static void ValidateMetadata(ObjectMeta meta, FieldErrors errors)
    {
        if (meta with { ManagedFields = [] } != ObjectMeta.Empty)
            errors.Invalid(FieldPath.Of("metadata"), meta, "must be empty");
    }
}
