namespace Orchestrator.Api.Discovery.V1;

/// <summary>Who should use an endpoint.</summary>
[ApiType("io.k8s.api.discovery.v1.EndpointHints")]
public sealed partial record EndpointHints
{
    /// <summary>Zones whose clients should use it, at most 8.</summary>
    [Field("forZones", 1, ListType = "atomic")]
    public ValueList<ForZone> ForZones { get; init; }
}
