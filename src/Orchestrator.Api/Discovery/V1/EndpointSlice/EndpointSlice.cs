namespace Orchestrator.Api.Discovery.V1;

[ApiType("io.k8s.api.discovery.v1.EndpointSlice")]
[Kind("discovery.k8s.io/v1", "EndpointSlice")]
public sealed partial record EndpointSlice : KubeObject
{
    [Field("addressType", 4, Required = true)]
    public string AddressType { get; init; } = "";

    [Field("endpoints", 2, Always = true, ListType = "atomic", Required = true)]
    public ValueList<Endpoint> Endpoints { get; init; }

    [Field("ports", 3, Always = true, ListType = "atomic")]
    public ValueList<EndpointPort> Ports { get; init; }
}
