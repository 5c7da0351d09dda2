namespace Orchestrator.Api.Discovery.V1;

[ApiType("io.k8s.api.discovery.v1.EndpointHints")]
public sealed partial record EndpointHints
{
    [Field("forZones", 1, ListType = "atomic")]
    public ValueList<ForZone> ForZones { get; init; }
}
