namespace Orchestrator.Api.Authentication.V1;

/// <summary>Answers whose a bearer token is.</summary>
[ApiType("io.k8s.api.authentication.v1.TokenReview")]
[Kind("authentication.k8s.io/v1", "TokenReview")]
public sealed partial record TokenReview : KubeObject
{
    /// <summary>The question.</summary>
    [Field("spec", 2, Required = true)]
    public TokenReviewSpec Spec { get; init; } = TokenReviewSpec.Empty;

    /// <summary>Filled in by the server.</summary>
    [Field("status", 3)]
    public TokenReviewStatus Status { get; init; } = TokenReviewStatus.Empty;
}
