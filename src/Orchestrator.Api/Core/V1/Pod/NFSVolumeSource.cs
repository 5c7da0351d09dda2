namespace Orchestrator.Api.Core.V1;

/// <summary>A directory of an NFS server.</summary>
[ApiType("io.k8s.api.core.v1.NFSVolumeSource")]
public sealed partial record NFSVolumeSource
{
    /// <summary>The server's name or address.</summary>
    [Field("server", 1, Required = true)]
    public string Server { get; init; } = "";

    /// <summary>The directory's path on the server.</summary>
    [Field("path", 2, Required = true)]
    public string Path { get; init; } = "";

    /// <summary>Whether it is mounted for reading only; false by default.</summary>
    [Field("readOnly", 3)]
    public bool ReadOnly { get; init; }
}
