namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.DownwardAPIProjection")]
public sealed partial record DownwardAPIProjection
{
    [Field("items", 1, ListType = "atomic")]
    public ValueList<DownwardAPIVolumeFile> Items { get; init; }
}
