using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Core.V1;

/// <summary>What Kubernetes fills in where a Service says nothing.
/// Addresses and node ports come from the allocators.</summary>
internal static class ServiceDefaults
{
    private const int AffinitySeconds = 3 * 60 * 60;

    public static Service Service(Service service)
    {
        var spec = service.Spec;
        var type = string.IsNullOrEmpty(spec.Type) ? "ClusterIP" : spec.Type;
        spec = spec with
        {
            Type = type,
            Ports = spec.Ports.Map(Port),
            SessionAffinity = string.IsNullOrEmpty(spec.SessionAffinity) ? "None" : spec.SessionAffinity,
            InternalTrafficPolicy = spec.InternalTrafficPolicy ?? (type == "ExternalName" ? null : "Cluster"),
            AllocateLoadBalancerNodePorts =
                spec.AllocateLoadBalancerNodePorts ?? (type == "LoadBalancer" ? true : null),
        };
        spec = spec with { SessionAffinityConfig = Affinity(spec) };
        if (string.IsNullOrEmpty(spec.ExternalTrafficPolicy) && ServiceStrategy.IsExternallyAccessible(spec))
            spec = spec with { ExternalTrafficPolicy = "Cluster" };
        return service with { Spec = spec, Status = Status(service.Status, type) };
    }

    private static SessionAffinityConfig? Affinity(ServiceSpec spec) => spec.SessionAffinity switch
    {
        "None" => null,
        "ClientIP" when spec.SessionAffinityConfig?.ClientIP?.TimeoutSeconds is null =>
            new SessionAffinityConfig { ClientIP = new ClientIPConfig { TimeoutSeconds = AffinitySeconds } },
        _ => spec.SessionAffinityConfig,
    };

    private static ServicePort Port(ServicePort port) => port with
    {
        Protocol = string.IsNullOrEmpty(port.Protocol) ? "TCP" : port.Protocol,
        TargetPort = port.TargetPort is { StringValue: null or "", IntValue: 0 } ? port.Port : port.TargetPort,
    };

    private static ServiceStatus Status(ServiceStatus status, string type) =>
        type == "LoadBalancer" && !status.LoadBalancer.Ingress.IsEmpty
            ? status with
            {
                LoadBalancer = new LoadBalancerStatus { Ingress = status.LoadBalancer.Ingress.Map(Ingress) },
            }
            : status;

    private static LoadBalancerIngress Ingress(LoadBalancerIngress point) =>
        point.IPMode is null && !string.IsNullOrEmpty(point.IP) ? point with { IPMode = "VIP" } : point;
}
