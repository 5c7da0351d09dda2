namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.GlusterfsVolumeSource")]
public sealed partial record GlusterfsVolumeSource
{
    [Field("endpoints", 1, Required = true)]
    public string EndpointsName { get; init; } = "";

    [Field("path", 2, Required = true)]
    public string Path { get; init; } = "";

    [Field("readOnly", 3)]
    public bool ReadOnly { get; init; }
}
