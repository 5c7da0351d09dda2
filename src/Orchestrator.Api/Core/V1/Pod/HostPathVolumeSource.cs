namespace Orchestrator.Api.Core.V1;

/// <summary>A file or directory of the node itself.</summary>
[ApiType("io.k8s.api.core.v1.HostPathVolumeSource")]
public sealed partial record HostPathVolumeSource
{
    /// <summary>Its path on the node.</summary>
    [Field("path", 1, Required = true)]
    public string Path { get; init; } = "";

    /// <summary>What must be there or is made, such as Directory or FileOrCreate; nothing is checked where
    /// empty.</summary>
    [Field("type", 2, Pointer = true)]
    public string? Type { get; init; }
}
