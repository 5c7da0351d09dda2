namespace Orchestrator.Api.Core.V1;

/// <summary>A volume of Portworx.</summary>
[ApiType("io.k8s.api.core.v1.PortworxVolumeSource")]
public sealed partial record PortworxVolumeSource
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
}
