namespace Orchestrator.Api.Authentication.V1;

/// <summary>Answers who the client is taken for.</summary>
[ApiType("io.k8s.api.authentication.v1.SelfSubjectReview")]
[Kind("authentication.k8s.io/v1", "SelfSubjectReview")]
public sealed partial record SelfSubjectReview : KubeObject
{
    /// <summary>Filled in by the server.</summary>
    [Field("status", 2)]
    public SelfSubjectReviewStatus Status { get; init; } = SelfSubjectReviewStatus.Empty;
}
