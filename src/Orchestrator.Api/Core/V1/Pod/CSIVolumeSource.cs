namespace Orchestrator.Api.Core.V1;

/// <summary>A volume that a CSI driver provides for this Pod alone.</summary>
[ApiType("io.k8s.api.core.v1.CSIVolumeSource")]
public sealed partial record CSIVolumeSource
{
    /// <summary>The driver's name, as registered in the cluster.</summary>
    [Field("driver", 1, Required = true)]
    public string Driver { get; init; } = "";

    /// <summary>Whether it is mounted for reading only; false by default.</summary>
    [Field("readOnly", 2)]
    public bool? ReadOnly { get; init; }

    /// <summary>The file system to mount; the driver's choice where empty.</summary>
    [Field("fsType", 3, Pointer = true)]
    public string? FSType { get; init; }

    /// <summary>What the driver is told of the volume.</summary>
    [Field("volumeAttributes", 4)]
    public ValueMap<string> VolumeAttributes { get; init; }

    /// <summary>The Secret the driver is given when it mounts the volume.</summary>
    [Field("nodePublishSecretRef", 5)]
    public LocalObjectReference? NodePublishSecretRef { get; init; }
}
