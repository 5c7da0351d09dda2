namespace Orchestrator.Api.Core.V1;

/// <summary>A point at which a load balancer takes traffic.</summary>
[ApiType("io.k8s.api.core.v1.LoadBalancerIngress")]
public sealed partial record LoadBalancerIngress
{
    /// <summary>Its address.</summary>
    [Field("ip", 1)]
    public string? IP { get; init; }

    /// <summary>Its name.</summary>
    [Field("hostname", 2)]
    public string? Hostname { get; init; }

    /// <summary>VIP (the default: packets arrive addressed to it) or Proxy.</summary>
    [Field("ipMode", 3, Pointer = true)]
    public string? IPMode { get; init; }

    /// <summary>Its ports and what is wrong with them.</summary>
    [Field("ports", 4, ListType = "atomic")]
    public ValueList<PortStatus> Ports { get; init; }
}
