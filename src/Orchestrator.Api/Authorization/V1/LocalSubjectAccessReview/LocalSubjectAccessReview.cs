namespace Orchestrator.Api.Authorization.V1;

/// <summary>Answers whether somebody may do something in one namespace.</summary>
[ApiType("io.k8s.api.authorization.v1.LocalSubjectAccessReview")]
[Kind("authorization.k8s.io/v1", "LocalSubjectAccessReview")]
public sealed partial record LocalSubjectAccessReview : KubeObject
{
    /// <summary>The question.</summary>
    [Field("spec", 2, Required = true)]
    public SubjectAccessReviewSpec Spec { get; init; } = SubjectAccessReviewSpec.Empty;

    /// <summary>Filled in by the server.</summary>
    [Field("status", 3)]
    public SubjectAccessReviewStatus Status { get; init; } = SubjectAccessReviewStatus.Empty;
}
