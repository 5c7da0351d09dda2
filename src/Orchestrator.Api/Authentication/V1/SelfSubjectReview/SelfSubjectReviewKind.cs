using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Authentication.V1;

/// <summary>What the API knows of SelfSubjectReviews: <c>kubectl auth whoami</c>.</summary>
public sealed class SelfSubjectReviewKind : ReviewKind<SelfSubjectReview>
{
    public override GroupVersionKind Gvk => SelfSubjectReview.GroupVersionKind;

    public override string Plural => "selfsubjectreviews";
}
