namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.DownwardAPIVolumeSource")]
public sealed partial record DownwardAPIVolumeSource
{
    [Field("items", 1, ListType = "atomic")]
    public ValueList<DownwardAPIVolumeFile> Items { get; init; }

    [Field("defaultMode", 2)]
    public int? DefaultMode { get; init; }
}
