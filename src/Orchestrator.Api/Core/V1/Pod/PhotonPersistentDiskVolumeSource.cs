namespace Orchestrator.Api.Core.V1;

/// <summary>A disk of the Photon controller, which is no longer supported.</summary>
[ApiType("io.k8s.api.core.v1.PhotonPersistentDiskVolumeSource")]
public sealed partial record PhotonPersistentDiskVolumeSource
{
    /// <summary>The disk's id.</summary>
    [Field("pdID", 1, Required = true)]
    public string PdID { get; init; } = "";

    /// <summary>The file system to mount, such as ext4; it must be one the node's system knows.</summary>
    [Field("fsType", 2)]
    public string? FSType { get; init; }
}
