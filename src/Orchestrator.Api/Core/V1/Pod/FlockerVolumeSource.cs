namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.FlockerVolumeSource")]
public sealed partial record FlockerVolumeSource
{
    [Field("datasetName", 1)]
    public string? DatasetName { get; init; }

    [Field("datasetUUID", 2)]
    public string? DatasetUuid { get; init; }
}
