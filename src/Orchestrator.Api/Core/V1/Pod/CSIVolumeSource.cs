namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.CSIVolumeSource")]
public sealed partial record CSIVolumeSource
{
    [Field("driver", 1, Required = true)]
    public string Driver { get; init; } = "";

    [Field("readOnly", 2)]
    public bool? ReadOnly { get; init; }

    [Field("fsType", 3, Pointer = true)]
    public string? FSType { get; init; }

    [Field("volumeAttributes", 4)]
    public ValueMap<string> VolumeAttributes { get; init; }

    [Field("nodePublishSecretRef", 5)]
    public LocalObjectReference? NodePublishSecretRef { get; init; }
}
