namespace Orchestrator.Api.Core.V1;

/// <summary>A clone of a git repository; better done by an init container.</summary>
[ApiType("io.k8s.api.core.v1.GitRepoVolumeSource")]
public sealed partial record GitRepoVolumeSource
{
    /// <summary>The repository's address.</summary>
    [Field("repository", 1, Required = true)]
    public string Repository { get; init; } = "";

    /// <summary>The commit to check out.</summary>
    [Field("revision", 2)]
    public string? Revision { get; init; }

    /// <summary>Where in the volume the clone goes; a dot for the volume itself.</summary>
    [Field("directory", 3)]
    public string? Directory { get; init; }
}
