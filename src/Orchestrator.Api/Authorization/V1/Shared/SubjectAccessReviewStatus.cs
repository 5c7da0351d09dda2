namespace Orchestrator.Api.Authorization.V1;

/// <summary>Whether access is granted.</summary>
[ApiType("io.k8s.api.authorization.v1.SubjectAccessReviewStatus")]
public sealed partial record SubjectAccessReviewStatus
{
    /// <summary>Whether it is allowed.</summary>
    [Field("allowed", 1, Always = true, Required = true)]
    public bool Allowed { get; init; }

    /// <summary>Whether somebody forbids it, whatever others allow.</summary>
    [Field("denied", 4)]
    public bool Denied { get; init; }

    /// <summary>Why.</summary>
    [Field("reason", 2)]
    public string? Reason { get; init; }

    /// <summary>What went wrong while deciding.</summary>
    [Field("evaluationError", 3)]
    public string? EvaluationError { get; init; }
}
