namespace Orchestrator.Api.Core.V1;

/// <summary>A volume whose files are fields of the Pod itself.</summary>
[ApiType("io.k8s.api.core.v1.DownwardAPIVolumeSource")]
public sealed partial record DownwardAPIVolumeSource
{
    /// <summary>The files.</summary>
    [Field("items", 1, ListType = "atomic")]
    public ValueList<DownwardAPIVolumeFile> Items { get; init; }

    /// <summary>Permission bits of files that name none, 0 to 0777 octal; 0644 by default.</summary>
    [Field("defaultMode", 2)]
    public int? DefaultMode { get; init; }
}
