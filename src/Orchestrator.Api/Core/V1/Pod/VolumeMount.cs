namespace Orchestrator.Api.Core.V1;

/// <summary>A volume mounted into a container.</summary>
[ApiType("io.k8s.api.core.v1.VolumeMount")]
public sealed partial record VolumeMount
{
    /// <summary>The volume's name.</summary>
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>Whether it is mounted for reading only; false by default.</summary>
    [Field("readOnly", 2)]
    public bool ReadOnly { get; init; }

    /// <summary>Whether mounts below are read-only too: Disabled, IfPossible or Enabled.</summary>
    [Field("recursiveReadOnly", 7, Pointer = true)]
    public string? RecursiveReadOnly { get; init; }

    /// <summary>Where it is mounted.</summary>
    [Field("mountPath", 3, Required = true)]
    public string MountPath { get; init; } = "";

    /// <summary>The directory within the volume to mount; its root where empty.</summary>
    [Field("subPath", 4)]
    public string? SubPath { get; init; }

    /// <summary>Whether mounts travel between node and container: None, HostToContainer or Bidirectional.</summary>
    [Field("mountPropagation", 5, Pointer = true)]
    public string? MountPropagation { get; init; }

    /// <summary>As subPath, with $(VAR) replaced from the environment.</summary>
    [Field("subPathExpr", 6)]
    public string? SubPathExpr { get; init; }
}
