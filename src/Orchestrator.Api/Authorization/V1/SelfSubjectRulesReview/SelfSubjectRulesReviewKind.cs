using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Authorization.V1;

/// <summary>What the API knows of SelfSubjectRulesReviews: <c>kubectl auth can-i --list</c>.</summary>
public sealed class SelfSubjectRulesReviewKind : ReviewKind<SelfSubjectRulesReview>
{
    public override GroupVersionKind Gvk => SelfSubjectRulesReview.GroupVersionKind;

    public override string Plural => "selfsubjectrulesreviews";
}
