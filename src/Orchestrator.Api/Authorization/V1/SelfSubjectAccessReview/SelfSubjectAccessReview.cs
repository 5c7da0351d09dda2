namespace Orchestrator.Api.Authorization.V1;

/// <summary>Answers whether the client itself may do something.</summary>
[ApiType("io.k8s.api.authorization.v1.SelfSubjectAccessReview")]
[Kind("authorization.k8s.io/v1", "SelfSubjectAccessReview")]
public sealed partial record SelfSubjectAccessReview : KubeObject
{
    /// <summary>The question.</summary>
    [Field("spec", 2, Required = true)]
    public SelfSubjectAccessReviewSpec Spec { get; init; } = SelfSubjectAccessReviewSpec.Empty;

    /// <summary>Filled in by the server.</summary>
    [Field("status", 3)]
    public SubjectAccessReviewStatus Status { get; init; } = SubjectAccessReviewStatus.Empty;
}
