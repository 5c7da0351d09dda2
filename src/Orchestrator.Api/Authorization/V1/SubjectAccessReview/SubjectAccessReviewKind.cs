using Orchestrator.Api.Kinds;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Authorization.V1;

/// <summary>What the API knows of SubjectAccessReviews, with which servers ask about their own clients.</summary>
public sealed class SubjectAccessReviewKind : ReviewKind<SubjectAccessReview>
{
    public override GroupVersionKind Gvk => SubjectAccessReview.GroupVersionKind;

    public override string Plural => "subjectaccessreviews";

    protected override void Validate(SubjectAccessReview value, FieldErrors errors)
    {
        AccessReviewValidation.Validate(value.Spec, FieldPath.Of("spec"), errors);
        AccessReviewValidation.ValidateMetadata(value.Metadata, errors);
    }
}
