namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.LoadBalancerStatus")]
public sealed partial record LoadBalancerStatus
{
    [Field("ingress", 1, ListType = "atomic")]
    public ValueList<LoadBalancerIngress> Ingress { get; init; }
}
