namespace Orchestrator.Api.Core.V1;

/// <summary>A directory of a Ceph file system.</summary>
[ApiType("io.k8s.api.core.v1.CephFSVolumeSource")]
public sealed partial record CephFSVolumeSource
{
    /// <summary>Addresses of Ceph monitors.</summary>
    [Field("monitors", 1, Always = true, ListType = "atomic", Required = true)]
    public ValueList<string> Monitors { get; init; }

    /// <summary>The directory within the file system; / by default.</summary>
    [Field("path", 2)]
    public string? Path { get; init; }

    /// <summary>The user's name; admin by default.</summary>
    [Field("user", 3)]
    public string? User { get; init; }

    /// <summary>The file on the node with the user's key.</summary>
    [Field("secretFile", 4)]
    public string? SecretFile { get; init; }

    /// <summary>The Secret with the credentials, in the Pod's namespace.</summary>
    [Field("secretRef", 5)]
    public LocalObjectReference? SecretRef { get; init; }

    /// <summary>Whether it is mounted for reading only; false by default.</summary>
    [Field("readOnly", 6)]
    public bool ReadOnly { get; init; }
}
