namespace Orchestrator.Api.Core.V1;

/// <summary>A disk of vSphere.</summary>
[ApiType("io.k8s.api.core.v1.VsphereVirtualDiskVolumeSource")]
public sealed partial record VsphereVirtualDiskVolumeSource
{
    /// <summary>The path of the disk.</summary>
    [Field("volumePath", 1, Required = true)]
    public string VolumePath { get; init; } = "";

    /// <summary>The file system to mount, such as ext4; it must be one the node's system knows.</summary>
    [Field("fsType", 2)]
    public string? FSType { get; init; }

    /// <summary>The storage policy's name.</summary>
    [Field("storagePolicyName", 3)]
    public string? StoragePolicyName { get; init; }

    /// <summary>The storage policy's id.</summary>
    [Field("storagePolicyID", 4)]
    public string? StoragePolicyID { get; init; }
}
