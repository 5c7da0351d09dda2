namespace Orchestrator.Api.Core.V1;

/// <summary>A persistent disk of Google's cloud.</summary>
[ApiType("io.k8s.api.core.v1.GCEPersistentDiskVolumeSource")]
public sealed partial record GCEPersistentDiskVolumeSource
{
    /// <summary>The disk's name.</summary>
    [Field("pdName", 1, Required = true)]
    public string PDName { get; init; } = "";

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
