namespace Orchestrator.Api.Core.V1;

/// <summary>A volume of StorageOS.</summary>
[ApiType("io.k8s.api.core.v1.StorageOSVolumeSource")]
public sealed partial record StorageOSVolumeSource
{
    /// <summary>The volume's name.</summary>
    [Field("volumeName", 1)]
    public string? VolumeName { get; init; }

    /// <summary>The volume's namespace in StorageOS.</summary>
    [Field("volumeNamespace", 2)]
    public string? VolumeNamespace { get; init; }

    /// <summary>The file system to mount, such as ext4; it must be one the node's system knows.</summary>
    [Field("fsType", 3)]
    public string? FSType { get; init; }

    /// <summary>Whether it is mounted for reading only; false by default.</summary>
    [Field("readOnly", 4)]
    public bool ReadOnly { get; init; }

    /// <summary>The Secret with the credentials, in the Pod's namespace.</summary>
    [Field("secretRef", 5)]
    public LocalObjectReference? SecretRef { get; init; }
}
