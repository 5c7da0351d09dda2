namespace Orchestrator.Api.Core.V1;

/// <summary>One aspect of a Pod's state, such as Ready.</summary>
[ApiType("io.k8s.api.core.v1.PodCondition")]
public sealed partial record PodCondition
{
    /// <summary>Which condition this is.</summary>
    [Field("type", 1, Required = true)]
    public string Type { get; init; } = "";

    /// <summary>True, False or Unknown.</summary>
    [Field("status", 2, Required = true)]
    public string Status { get; init; } = "";

    /// <summary>When it was last looked at.</summary>
    [Field("lastProbeTime", 3, Always = true)]
    public Time? LastProbeTime { get; init; }

    /// <summary>When the status last changed.</summary>
    [Field("lastTransitionTime", 4, Always = true)]
    public Time? LastTransitionTime { get; init; }

    /// <summary>The cause in one CamelCase word, for programs.</summary>
    [Field("reason", 5)]
    public string? Reason { get; init; }

    /// <summary>The cause in words, for people.</summary>
    [Field("message", 6)]
    public string? Message { get; init; }
}
