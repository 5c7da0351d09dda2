namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.ProjectedVolumeSource")]
public sealed partial record ProjectedVolumeSource
{
    [Field("sources", 1, Always = true, ListType = "atomic")]
    public ValueList<VolumeProjection> Sources { get; init; }

    [Field("defaultMode", 2)]
    public int? DefaultMode { get; init; }
}
