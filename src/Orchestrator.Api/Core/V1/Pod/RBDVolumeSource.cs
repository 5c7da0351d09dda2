namespace Orchestrator.Api.Core.V1;

/// <summary>A block device of Ceph.</summary>
[ApiType("io.k8s.api.core.v1.RBDVolumeSource")]
public sealed partial record RBDVolumeSource
{
    /// <summary>Addresses of Ceph monitors.</summary>
    [Field("monitors", 1, Always = true, ListType = "atomic", Required = true)]
    public ValueList<string> CephMonitors { get; init; }

    /// <summary>The image's name.</summary>
    [Field("image", 2, Required = true)]
    public string RbdImage { get; init; } = "";

    /// <summary>The file system to mount, such as ext4; it must be one the node's system knows.</summary>
    [Field("fsType", 3)]
    public string? FSType { get; init; }

    /// <summary>The pool's name; rbd by default.</summary>
    [Field("pool", 4)]
    public string? RbdPool { get; init; }

    /// <summary>The user's name; admin by default.</summary>
    [Field("user", 5)]
    public string? RadosUser { get; init; }

    /// <summary>The file on the node with the user's keys; /etc/ceph/keyring by default.</summary>
    [Field("keyring", 6)]
    public string? Keyring { get; init; }

    /// <summary>The Secret with the credentials, in the Pod's namespace.</summary>
    [Field("secretRef", 7)]
    public LocalObjectReference? SecretRef { get; init; }

    /// <summary>Whether it is mounted for reading only; false by default.</summary>
    [Field("readOnly", 8)]
    public bool ReadOnly { get; init; }
}
