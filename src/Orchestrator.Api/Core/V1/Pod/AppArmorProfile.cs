namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.AppArmorProfile")]
public sealed partial record AppArmorProfile
{
    [Field("type", 1, Required = true)]
    public string Type { get; init; } = "";

    [Field("localhostProfile", 2, Pointer = true)]
    public string? LocalhostProfile { get; init; }
}
