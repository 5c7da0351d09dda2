namespace Orchestrator.Api.Core.V1;

/// <summary>A volume that puts several sources into one directory.</summary>
[ApiType("io.k8s.api.core.v1.ProjectedVolumeSource")]
public sealed partial record ProjectedVolumeSource
{
    /// <summary>The sources.</summary>
    [Field("sources", 1, Always = true, ListType = "atomic")]
    public ValueList<VolumeProjection> Sources { get; init; }

    /// <summary>Permission bits of files that name none, 0 to 0777 octal; 0644 by default.</summary>
    [Field("defaultMode", 2)]
    public int? DefaultMode { get; init; }
}
