namespace Orchestrator.Api.Core.V1;

/// <summary>A volume of a Gluster file system.</summary>
[ApiType("io.k8s.api.core.v1.GlusterfsVolumeSource")]
public sealed partial record GlusterfsVolumeSource
{
    /// <summary>The Endpoints object with the servers' addresses.</summary>
    [Field("endpoints", 1, Required = true)]
    public string EndpointsName { get; init; } = "";

    /// <summary>The volume's path.</summary>
    [Field("path", 2, Required = true)]
    public string Path { get; init; } = "";

    /// <summary>Whether it is mounted for reading only; false by default.</summary>
    [Field("readOnly", 3)]
    public bool ReadOnly { get; init; }
}
