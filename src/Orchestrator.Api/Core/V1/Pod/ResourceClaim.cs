namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.ResourceClaim")]
public sealed partial record ResourceClaim
{
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";

    [Field("request", 2)]
    public string? Request { get; init; }
}
