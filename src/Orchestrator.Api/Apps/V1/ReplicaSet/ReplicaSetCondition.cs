namespace Orchestrator.Api.Apps.V1;

/// <summary>One aspect of a ReplicaSet, such as ReplicaFailure.</summary>
[ApiType("io.k8s.api.apps.v1.ReplicaSetCondition")]
public sealed partial record ReplicaSetCondition
{
    /// <summary>Which condition this is.</summary>
    [Field("type", 1, Required = true)]
    public string Type { get; init; } = "";

    /// <summary>True, False or Unknown.</summary>
    [Field("status", 2, Required = true)]
    public string Status { get; init; } = "";

    /// <summary>When the status last changed.</summary>
    [Field("lastTransitionTime", 3, Always = true)]
    public Time? LastTransitionTime { get; init; }

    /// <summary>The cause in one CamelCase word, for programs.</summary>
    [Field("reason", 4)]
    public string? Reason { get; init; }

    /// <summary>The cause in words, for people.</summary>
    [Field("message", 5)]
    public string? Message { get; init; }
}
