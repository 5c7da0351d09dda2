namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.HostPathVolumeSource")]
public sealed partial record HostPathVolumeSource
{
    [Field("path", 1, Required = true)]
    public string Path { get; init; } = "";

    [Field("type", 2, Pointer = true)]
    public string? Type { get; init; }
}
