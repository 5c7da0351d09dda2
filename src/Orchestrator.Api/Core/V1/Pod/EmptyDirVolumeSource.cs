namespace Orchestrator.Api.Core.V1;

/// <summary>A directory that lives as long as the Pod.</summary>
[ApiType("io.k8s.api.core.v1.EmptyDirVolumeSource")]
public sealed partial record EmptyDirVolumeSource
{
    /// <summary>Where it lies: the node's disk where empty, or Memory.</summary>
    [Field("medium", 1)]
    public string? Medium { get; init; }

    /// <summary>How large it may grow.</summary>
    [Field("sizeLimit", 2)]
    public Quantity? SizeLimit { get; init; }
}
