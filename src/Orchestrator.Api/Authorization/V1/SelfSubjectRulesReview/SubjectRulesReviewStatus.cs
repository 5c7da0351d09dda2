namespace Orchestrator.Api.Authorization.V1;

/// <summary>What somebody may do.</summary>
[ApiType("io.k8s.api.authorization.v1.SubjectRulesReviewStatus")]
public sealed partial record SubjectRulesReviewStatus
{
    /// <summary>What may be done to resources.</summary>
    [Field("resourceRules", 1, Always = true, Required = true, ListType = "atomic")]
    public ValueList<ResourceRule> ResourceRules { get; init; }

    /// <summary>What may be done to other paths.</summary>
    [Field("nonResourceRules", 2, Always = true, Required = true, ListType = "atomic")]
    public ValueList<NonResourceRule> NonResourceRules { get; init; }

    /// <summary>Whether there may be more that is not listed.</summary>
    [Field("incomplete", 3, Always = true, Required = true)]
    public bool Incomplete { get; init; }

    /// <summary>What went wrong while listing.</summary>
    [Field("evaluationError", 4)]
    public string? EvaluationError { get; init; }
}
