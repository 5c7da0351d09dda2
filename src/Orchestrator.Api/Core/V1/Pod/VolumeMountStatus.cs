namespace Orchestrator.Api.Core.V1;

/// <summary>How a volume is mounted.</summary>
[ApiType("io.k8s.api.core.v1.VolumeMountStatus")]
public sealed partial record VolumeMountStatus
{
    /// <summary>The volume's name.</summary>
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>Where it is mounted.</summary>
    [Field("mountPath", 2, Required = true)]
    public string MountPath { get; init; } = "";

    /// <summary>Whether it is mounted for reading only; false by default.</summary>
    [Field("readOnly", 3)]
    public bool ReadOnly { get; init; }

    /// <summary>Whether mounts below are read-only too.</summary>
    [Field("recursiveReadOnly", 4, Pointer = true)]
    public string? RecursiveReadOnly { get; init; }
}
