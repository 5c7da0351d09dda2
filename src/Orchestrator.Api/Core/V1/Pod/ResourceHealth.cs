namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.ResourceHealth")]
public sealed partial record ResourceHealth
{
    [Field("resourceID", 1, Required = true)]
    public string ResourceId { get; init; } = "";

    [Field("health", 2)]
    public string? Health { get; init; }
}
