namespace Orchestrator.Api.Core.V1;

/// <summary>A data disk of Azure.</summary>
[ApiType("io.k8s.api.core.v1.AzureDiskVolumeSource")]
public sealed partial record AzureDiskVolumeSource
{
    /// <summary>The disk's name in the store.</summary>
    [Field("diskName", 1, Required = true)]
    public string DiskName { get; init; } = "";

    /// <summary>The disk's address in the store.</summary>
    [Field("diskURI", 2, Required = true)]
    public string DataDiskURI { get; init; } = "";

    /// <summary>None, ReadOnly or ReadWrite (the default).</summary>
    [Field("cachingMode", 3, Pointer = true)]
    public string? CachingMode { get; init; }

    /// <summary>The file system to mount, such as ext4; it must be one the node's system knows.</summary>
    [Field("fsType", 4, Pointer = true)]
    public string? FSType { get; init; }

    /// <summary>Whether it is mounted for reading only; false by default.</summary>
    [Field("readOnly", 5)]
    public bool? ReadOnly { get; init; }

    /// <summary>Shared (the default), Dedicated or Managed.</summary>
    [Field("kind", 6, Pointer = true)]
    public string? Kind { get; init; }
}
