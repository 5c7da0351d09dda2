namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.LoadBalancerIngress")]
public sealed partial record LoadBalancerIngress
{
    [Field("ip", 1)]
    public string? IP { get; init; }

    [Field("hostname", 2)]
    public string? Hostname { get; init; }

    [Field("ipMode", 3, Pointer = true)]
    public string? IPMode { get; init; }

    [Field("ports", 4, ListType = "atomic")]
    public ValueList<PortStatus> Ports { get; init; }
}
