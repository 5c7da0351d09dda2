using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Authentication.V1;

/// <summary>What the API knows of TokenReviews.</summary>
public sealed class TokenReviewKind : ReviewKind<TokenReview>
{
    public override GroupVersionKind Gvk => TokenReview.GroupVersionKind;

    public override string Plural => "tokenreviews";
}
