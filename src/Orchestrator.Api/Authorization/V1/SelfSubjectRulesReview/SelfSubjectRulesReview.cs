namespace Orchestrator.Api.Authorization.V1;

/// <summary>Answers all that the client may do in a namespace.</summary>
[ApiType("io.k8s.api.authorization.v1.SelfSubjectRulesReview")]
[Kind("authorization.k8s.io/v1", "SelfSubjectRulesReview")]
public sealed partial record SelfSubjectRulesReview : KubeObject
{
    /// <summary>The question.</summary>
    [Field("spec", 2, Required = true)]
    public SelfSubjectRulesReviewSpec Spec { get; init; } = SelfSubjectRulesReviewSpec.Empty;

    /// <summary>Filled in by the server.</summary>
    [Field("status", 3)]
    public SubjectRulesReviewStatus Status { get; init; } = SubjectRulesReviewStatus.Empty;
}
