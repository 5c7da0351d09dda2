namespace Orchestrator.Api.Discovery.V1;

[ApiType("io.k8s.api.discovery.v1.ForZone")]
public sealed partial record ForZone
{
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";
}
