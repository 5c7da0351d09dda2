namespace Orchestrator.Api.Core.V1;

/// <summary>How a Pod resolves names, besides what its DNS policy says.</summary>
[ApiType("io.k8s.api.core.v1.PodDNSConfig")]
public sealed partial record PodDNSConfig
{
    /// <summary>Addresses of name servers, at most 3.</summary>
    [Field("nameservers", 1, ListType = "atomic")]
    public ValueList<string> Nameservers { get; init; }

    /// <summary>Domains in which short names are looked up, at most 32.</summary>
    [Field("searches", 2, ListType = "atomic")]
    public ValueList<string> Searches { get; init; }

    /// <summary>Options of the resolver.</summary>
    [Field("options", 3, ListType = "atomic")]
    public ValueList<PodDNSConfigOption> Options { get; init; }
}
