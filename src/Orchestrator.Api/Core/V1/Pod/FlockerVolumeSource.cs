namespace Orchestrator.Api.Core.V1;

/// <summary>A dataset of Flocker, which is no longer supported.</summary>
[ApiType("io.k8s.api.core.v1.FlockerVolumeSource")]
public sealed partial record FlockerVolumeSource
{
    /// <summary>The dataset's name.</summary>
    [Field("datasetName", 1)]
    public string? DatasetName { get; init; }

    /// <summary>The dataset's id, in place of the name.</summary>
    [Field("datasetUUID", 2)]
    public string? DatasetUuid { get; init; }
}
