namespace Orchestrator.Api.Discovery.V1;

/// <summary>A part of the endpoints behind a Service.</summary>
[ApiType("io.k8s.api.discovery.v1.EndpointSlice")]
[Kind("discovery.k8s.io/v1", "EndpointSlice")]
public sealed partial record EndpointSlice : KubeObject
{
    /// <summary>IPv4, IPv6 or FQDN; it cannot be changed.</summary>
    [Field("addressType", 4, Required = true)]
    public string AddressType { get; init; } = "";

    /// <summary>The endpoints, at most 1000.</summary>
    [Field("endpoints", 2, Always = true, ListType = "atomic", Required = true)]
    public ValueList<Endpoint> Endpoints { get; init; }

    /// <summary>Ports of every endpoint here.</summary>
    [Field("ports", 3, Always = true, ListType = "atomic")]
    public ValueList<EndpointPort> Ports { get; init; }
}
