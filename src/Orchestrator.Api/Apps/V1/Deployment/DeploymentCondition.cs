namespace Orchestrator.Api.Apps.V1;

/// <summary>One aspect of a rollout, such as Available or Progressing.</summary>
[ApiType("io.k8s.api.apps.v1.DeploymentCondition")]
public sealed partial record DeploymentCondition
{
    /// <summary>Which condition this is.</summary>
    [Field("type", 1, Required = true)]
    public string Type { get; init; } = "";

    /// <summary>True, False or Unknown.</summary>
    [Field("status", 2, Required = true)]
    public string Status { get; init; } = "";

    /// <summary>When this condition was last written.</summary>
    [Field("lastUpdateTime", 6, Always = true)]
    public Time? LastUpdateTime { get; init; }

    /// <summary>When the status last changed.</summary>
    [Field("lastTransitionTime", 7, Always = true)]
    public Time? LastTransitionTime { get; init; }

    /// <summary>The cause in one CamelCase word, for programs.</summary>
    [Field("reason", 4)]
    public string? Reason { get; init; }

    /// <summary>The cause in words, for people.</summary>
    [Field("message", 5)]
    public string? Message { get; init; }
}
