namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.SeccompProfile")]
public sealed partial record SeccompProfile
{
    [Field("type", 1, Required = true)]
    public string Type { get; init; } = "";

    [Field("localhostProfile", 2, Pointer = true)]
    public string? LocalhostProfile { get; init; }
}
