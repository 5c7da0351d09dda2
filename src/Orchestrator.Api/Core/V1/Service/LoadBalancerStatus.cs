namespace Orchestrator.Api.Core.V1;

/// <summary>Where a load balancer takes traffic.</summary>
[ApiType("io.k8s.api.core.v1.LoadBalancerStatus")]
public sealed partial record LoadBalancerStatus
{
    /// <summary>The points.</summary>
    [Field("ingress", 1, ListType = "atomic")]
    public ValueList<LoadBalancerIngress> Ingress { get; init; }
}
