namespace Orchestrator.Api.Authorization.V1;

/// <summary>Which namespace is asked about.</summary>
[ApiType("io.k8s.api.authorization.v1.SelfSubjectRulesReviewSpec")]
public sealed partial record SelfSubjectRulesReviewSpec
{
    /// <summary>The namespace.</summary>
    [Field("namespace", 1)]
    public string? Namespace { get; init; }
}
