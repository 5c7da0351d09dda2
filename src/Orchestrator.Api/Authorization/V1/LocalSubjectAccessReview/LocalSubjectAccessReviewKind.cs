using Orchestrator.Api.Kinds;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Authorization.V1;

/// <summary>What the API knows of LocalSubjectAccessReviews.</summary>
public sealed class LocalSubjectAccessReviewKind : ReviewKind<LocalSubjectAccessReview>
{
    public override GroupVersionKind Gvk => LocalSubjectAccessReview.GroupVersionKind;

    public override string Plural => "localsubjectaccessreviews";

    public override bool Namespaced => true;

    protected override void Validate(LocalSubjectAccessReview value, FieldErrors errors)
    {
        var path = FieldPath.Of("spec");
        AccessReviewValidation.Validate(value.Spec, path, errors);
        AccessReviewValidation.ValidateMetadata(value.Metadata with { Namespace = null }, errors);
        var ns = value.Metadata.Namespace ?? "";
        if (value.Spec.ResourceAttributes is { } resource && (resource.Namespace ?? "") != ns)
        {
            errors.Invalid(
                path.Child("resourceAttributes").Child("namespace"), resource.Namespace ?? "",
                "must match metadata.namespace");
        }
        if (value.Spec.NonResourceAttributes is { } other)
        {
            errors.Invalid(
                path.Child("nonResourceAttributes"), other, "disallowed on this kind of request");
        }
    }
}
