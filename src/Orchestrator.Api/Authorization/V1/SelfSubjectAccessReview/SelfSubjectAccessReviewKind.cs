using Orchestrator.Api.Kinds;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Authorization.V1;

/// <summary>What the API knows of SelfSubjectAccessReviews: <c>kubectl auth can-i</c>.</summary>
public sealed class SelfSubjectAccessReviewKind : ReviewKind<SelfSubjectAccessReview>
{
    public override GroupVersionKind Gvk => SelfSubjectAccessReview.GroupVersionKind;

    public override string Plural => "selfsubjectaccessreviews";

    protected override void Validate(SelfSubjectAccessReview value, FieldErrors errors)
    {
        AccessReviewValidation.Validate(
            value.Spec.ResourceAttributes, value.Spec.NonResourceAttributes, FieldPath.Of("spec"), errors);
        AccessReviewValidation.ValidateMetadata(value.Metadata, errors);
    }
}
