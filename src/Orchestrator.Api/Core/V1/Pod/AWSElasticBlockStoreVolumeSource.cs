namespace Orchestrator.Api.Core.V1;

/// <summary>A disk of Amazon's block store.</summary>
[ApiType("io.k8s.api.core.v1.AWSElasticBlockStoreVolumeSource")]
public sealed partial record AWSElasticBlockStoreVolumeSource
{
    /// <summary>The disk's id.</summary>
    [Field("volumeID", 1, Required = true)]
    public string VolumeId { get; init; } = "";

    /// <summary>The file system to mount, such as ext4; it must be one the node's system knows.</summary>
    [Field("fsType", 2)]
    public string? FSType { get; init; }

    /// <summary>The partition to mount; 0 for the whole disk.</summary>
    [Field("partition", 3)]
    public int Partition { get; init; }

    /// <summary>Whether it is mounted for reading only; false by default.</summary>
    [Field("readOnly", 4)]
    public bool ReadOnly { get; init; }
}
