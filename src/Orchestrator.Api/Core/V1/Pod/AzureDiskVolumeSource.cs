namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.AzureDiskVolumeSource")]
public sealed partial record AzureDiskVolumeSource
{
    [Field("diskName", 1, Required = true)]
    public string DiskName { get; init; } = "";

    [Field("diskURI", 2, Required = true)]
    public string DataDiskURI { get; init; } = "";

    [Field("cachingMode", 3, Pointer = true)]
    public string? CachingMode { get; init; }

    [Field("fsType", 4, Pointer = true)]
    public string? FSType { get; init; }

    [Field("readOnly", 5)]
    public bool? ReadOnly { get; init; }

    [Field("kind", 6, Pointer = true)]
    public string? Kind { get; init; }
}
