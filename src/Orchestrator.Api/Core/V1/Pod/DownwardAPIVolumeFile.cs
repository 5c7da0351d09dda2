namespace Orchestrator.Api.Core.V1;

/// <summary>One file with a field of the Pod.</summary>
[ApiType("io.k8s.api.core.v1.DownwardAPIVolumeFile")]
public sealed partial record DownwardAPIVolumeFile
{
    /// <summary>Where in the volume the file is written; relative, without dot-dot.</summary>
    [Field("path", 1, Required = true)]
    public string Path { get; init; } = "";

    /// <summary>The Pod's field: annotations, labels, name, namespace or uid.</summary>
    [Field("fieldRef", 2)]
    public ObjectFieldSelector? FieldRef { get; init; }

    /// <summary>The container's resource: a limit or a request.</summary>
    [Field("resourceFieldRef", 3)]
    public ResourceFieldSelector? ResourceFieldRef { get; init; }

    /// <summary>The file's permission bits, 0 to 0777 octal; the volume's default where empty.</summary>
    [Field("mode", 4)]
    public int? Mode { get; init; }
}
