namespace Orchestrator.Api.Core.V1;

/// <summary>A volume of ScaleIO.</summary>
[ApiType("io.k8s.api.core.v1.ScaleIOVolumeSource")]
public sealed partial record ScaleIOVolumeSource
{
    /// <summary>The address of its API.</summary>
    [Field("gateway", 1, Required = true)]
    public string Gateway { get; init; } = "";

    /// <summary>The storage system's name.</summary>
    [Field("system", 2, Required = true)]
    public string System { get; init; } = "";

    /// <summary>The Secret with the credentials, in the Pod's namespace.</summary>
    [Field("secretRef", 3, Required = true)]
    public LocalObjectReference? SecretRef { get; init; }

    /// <summary>Whether TLS is used.</summary>
    [Field("sslEnabled", 4)]
    public bool SslEnabled { get; init; }

    /// <summary>The protection domain's name.</summary>
    [Field("protectionDomain", 5)]
    public string? ProtectionDomain { get; init; }

    /// <summary>The storage pool's name.</summary>
    [Field("storagePool", 6)]
    public string? StoragePool { get; init; }

    /// <summary>ThickProvisioned or ThinProvisioned (the default).</summary>
    [Field("storageMode", 7)]
    public string? StorageMode { get; init; }

    /// <summary>The volume's name.</summary>
    [Field("volumeName", 8)]
    public string? VolumeName { get; init; }

    /// <summary>The file system to mount, such as ext4; it must be one the node's system knows.</summary>
    [Field("fsType", 9)]
    public string? FSType { get; init; }

    /// <summary>Whether it is mounted for reading only; false by default.</summary>
    [Field("readOnly", 10)]
    public bool ReadOnly { get; init; }
}
