namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.PortworxVolumeSource")]
public sealed partial record PortworxVolumeSource
{
    [Field("volumeID", 1, Required = true)]
    public string VolumeId { get; init; } = "";

    [Field("fsType", 2)]
    public string? FSType { get; init; }

    [Field("readOnly", 3)]
    public bool ReadOnly { get; init; }
}
