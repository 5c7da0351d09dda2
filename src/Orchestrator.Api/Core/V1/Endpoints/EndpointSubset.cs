namespace Orchestrator.Api.Core.V1;

/// <summary>Addresses that share a set of ports.</summary>
[ApiType("io.k8s.api.core.v1.EndpointSubset")]
public sealed partial record EndpointSubset
{
    /// <summary>Addresses that are ready to take traffic.</summary>
    [Field("addresses", 1, ListType = "atomic")]
    public ValueList<EndpointAddress> Addresses { get; init; }

    /// <summary>Addresses that are not ready yet or no longer.</summary>
    [Field("notReadyAddresses", 2, ListType = "atomic")]
    public ValueList<EndpointAddress> NotReadyAddresses { get; init; }

    /// <summary>The ports of every address here.</summary>
    [Field("ports", 3, ListType = "atomic")]
    public ValueList<EndpointPort> Ports { get; init; }
}
