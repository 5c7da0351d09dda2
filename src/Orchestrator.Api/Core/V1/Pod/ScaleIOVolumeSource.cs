namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.ScaleIOVolumeSource")]
public sealed partial record ScaleIOVolumeSource
{
    [Field("gateway", 1, Required = true)]
    public string Gateway { get; init; } = "";

    [Field("system", 2, Required = true)]
    public string System { get; init; } = "";

    [Field("secretRef", 3, Required = true)]
    public LocalObjectReference? SecretRef { get; init; }

    [Field("sslEnabled", 4)]
    public bool SslEnabled { get; init; }

    [Field("protectionDomain", 5)]
    public string? ProtectionDomain { get; init; }

    [Field("storagePool", 6)]
    public string? StoragePool { get; init; }

    [Field("storageMode", 7)]
    public string? StorageMode { get; init; }

    [Field("volumeName", 8)]
    public string? VolumeName { get; init; }

    [Field("fsType", 9)]
    public string? FSType { get; init; }

    [Field("readOnly", 10)]
    public bool ReadOnly { get; init; }
}
