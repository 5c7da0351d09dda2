namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.EndpointSubset")]
public sealed partial record EndpointSubset
{
    [Field("addresses", 1, ListType = "atomic")]
    public ValueList<EndpointAddress> Addresses { get; init; }

    [Field("notReadyAddresses", 2, ListType = "atomic")]
    public ValueList<EndpointAddress> NotReadyAddresses { get; init; }

    [Field("ports", 3, ListType = "atomic")]
    public ValueList<EndpointPort> Ports { get; init; }
}
