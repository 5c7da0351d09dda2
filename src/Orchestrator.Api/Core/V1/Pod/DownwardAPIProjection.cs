namespace Orchestrator.Api.Core.V1;

/// <summary>Files with fields of the Pod itself.</summary>
[ApiType("io.k8s.api.core.v1.DownwardAPIProjection")]
public sealed partial record DownwardAPIProjection
{
    /// <summary>The files.</summary>
    [Field("items", 1, ListType = "atomic")]
    public ValueList<DownwardAPIVolumeFile> Items { get; init; }
}
