namespace Orchestrator.Api.Core.V1;

/// <summary>A volume of OpenStack's Cinder.</summary>
[ApiType("io.k8s.api.core.v1.CinderVolumeSource")]
public sealed partial record CinderVolumeSource
{
    /// <summary>The volume's id.</summary>
    [Field("volumeID", 1, Required = true)]
    public string VolumeId { get; init; } = "";

    /// <summary>The file system to mount, such as ext4; it must be one the node's system knows.</summary>
    [Field("fsType", 2)]
    public string? FSType { get; init; }

    /// <summary>Whether it is mounted for reading only; false by default.</summary>
    [Field("readOnly", 3)]
    public bool ReadOnly { get; init; }

    /// <summary>The Secret with the credentials, in the Pod's namespace.</summary>
    [Field("secretRef", 4)]
    public LocalObjectReference? SecretRef { get; init; }
}
