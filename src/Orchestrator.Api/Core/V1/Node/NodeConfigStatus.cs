namespace Orchestrator.Api.Core.V1;

/// <summary>Which configurations a kubelet had; no longer acted on.</summary>
[ApiType("io.k8s.api.core.v1.NodeConfigStatus")]
public sealed partial record NodeConfigStatus
{
    /// <summary>The one it was told to use.</summary>
    [Field("assigned", 1)]
    public NodeConfigSource? Assigned { get; init; }

    /// <summary>The one it uses.</summary>
    [Field("active", 2)]
    public NodeConfigSource? Active { get; init; }

    /// <summary>The one it falls back to.</summary>
    [Field("lastKnownGood", 3)]
    public NodeConfigSource? LastKnownGood { get; init; }

    /// <summary>What is wrong with the one assigned.</summary>
    [Field("error", 4)]
    public string? Error { get; init; }
}
