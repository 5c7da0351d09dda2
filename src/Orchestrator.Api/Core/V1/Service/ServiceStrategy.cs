namespace Orchestrator.Api.Core.V1;

/// <summary>What the server decides of a Service on its way into the store.</summary>
/// <remarks>Addresses and node ports are given out by the server's allocators. An update that leaves them out keeps
/// those the Service has; a change of type drops those the new type does not use,
/// unless the update names others.</remarks>
internal static class ServiceStrategy
{
    public static Service ForCreate(Service service) =>
        service with { Spec = WithClusterIPs(service.Spec), Status = ServiceStatus.Empty };

    public static Service ForUpdate(Service service, Service old)
    {
        var spec = Patched(service.Spec, old.Spec);
        spec = WithoutUnused(spec, old.Spec);
        return service with { Spec = spec, Status = old.Status };
    }

    /// <summary>Whether the type has an address inside the cluster: all but ExternalName.</summary>
    public static bool NeedsClusterIP(ServiceSpec spec) => spec.Type is "ClusterIP" or "NodePort" or "LoadBalancer";

    /// <summary>Whether its ports need node ports.</summary>
    public static bool NeedsNodePort(ServiceSpec spec) =>
        spec.Type == "NodePort" || (spec.Type == "LoadBalancer" && spec.AllocateLoadBalancerNodePorts is not false);

    /// <summary>Whether it needs a node port for health checks of a load balancer.</summary>
    public static bool NeedsHealthCheckNodePort(ServiceSpec spec) =>
        spec is { Type: "LoadBalancer", ExternalTrafficPolicy: "Local" };

    /// <summary>Whether it can be reached from outside the cluster.</summary>
    public static bool IsExternallyAccessible(ServiceSpec spec) =>
        spec.Type is "LoadBalancer" or "NodePort" || (spec.Type == "ClusterIP" && !spec.ExternalIPs.IsEmpty);

    private static ServiceSpec WithClusterIPs(ServiceSpec spec) =>
        string.IsNullOrEmpty(spec.ClusterIP) || !spec.ClusterIPs.IsEmpty
            ? spec
            : spec with { ClusterIPs = [spec.ClusterIP] };

    private static ServiceSpec Patched(ServiceSpec spec, ServiceSpec old)
    {
        if (NeedsClusterIP(old) && NeedsClusterIP(spec))
            spec = PatchedClusterIP(spec, old);
        if (NeedsNodePort(old) && NeedsNodePort(spec))
            spec = spec with { Ports = PatchedNodePorts(spec.Ports, old.Ports) };
        if (NeedsHealthCheckNodePort(old) && NeedsHealthCheckNodePort(spec) && spec.HealthCheckNodePort == 0)
            spec = spec with { HealthCheckNodePort = old.HealthCheckNodePort };
        return spec;
    }

    private static ServiceSpec PatchedClusterIP(ServiceSpec spec, ServiceSpec old)
    {
        if (string.IsNullOrEmpty(spec.ClusterIP) && spec.ClusterIPs.IsEmpty)
            return spec with { ClusterIP = old.ClusterIP, ClusterIPs = old.ClusterIPs };
        if (string.IsNullOrEmpty(spec.ClusterIP))
            return spec with { ClusterIP = old.ClusterIP };
        if (spec.ClusterIPs.IsEmpty && spec.ClusterIP == old.ClusterIP)
            return spec with { ClusterIPs = old.ClusterIPs };
        // Only clusterIP was changed: clusterIPs follows it.
        return spec.ClusterIP != old.ClusterIP && spec.ClusterIPs == old.ClusterIPs
            ? spec with { ClusterIPs = [spec.ClusterIP] }
            : spec;
    }

    private static ValueList<ServicePort> PatchedNodePorts(ValueList<ServicePort> ports, ValueList<ServicePort> old)
    {
        // Ports are known by protocol and number; a node port the update gives to another port is not given twice.
        var taken = ports.Where(port => port.NodePort != 0).Select(port => (port.Protocol, port.NodePort)).ToList();
        return ports.Select(port =>
        {
            if (port.NodePort != 0)
                return port;
            var same = old.FirstOrDefault(o => o.Port == port.Port && o.Protocol == port.Protocol);
            return same is null || taken.Contains((same.Protocol, same.NodePort))
                ? port
                : port with { NodePort = same.NodePort };
        }).ToValueList();
    }

    private static ServiceSpec WithoutUnused(ServiceSpec spec, ServiceSpec old)
    {
        if (NeedsClusterIP(old) && !NeedsClusterIP(spec))
            spec = WithoutClusterIP(spec, old);
        if (NeedsNodePort(old) && !NeedsNodePort(spec) && NodePorts(spec).SequenceEqual(NodePorts(old)))
            spec = spec with { Ports = spec.Ports.Select(port => port with { NodePort = 0 }).ToValueList() };
        if (NeedsHealthCheckNodePort(old) && !NeedsHealthCheckNodePort(spec)
            && spec.HealthCheckNodePort == old.HealthCheckNodePort)
        {
            spec = spec with { HealthCheckNodePort = 0 };
        }
        if (old.Type == "LoadBalancer" && spec.Type != "LoadBalancer")
            spec = WithoutLoadBalancer(spec, old);
        return IsExternallyAccessible(old) && !IsExternallyAccessible(spec)
            && spec.ExternalTrafficPolicy == old.ExternalTrafficPolicy
                ? spec with { ExternalTrafficPolicy = null }
                : spec;
    }

    private static ServiceSpec WithoutClusterIP(ServiceSpec spec, ServiceSpec old)
    {
        var same = spec.ClusterIP == old.ClusterIP && spec.ClusterIPs == old.ClusterIPs;
        return spec with
        {
            ClusterIP = same ? null : spec.ClusterIP,
            ClusterIPs = same ? [] : spec.ClusterIPs,
            IPFamilies = spec.IPFamilies == old.IPFamilies ? [] : spec.IPFamilies,
            IPFamilyPolicy = spec.IPFamilyPolicy == old.IPFamilyPolicy ? null : spec.IPFamilyPolicy,
            InternalTrafficPolicy =
                spec.InternalTrafficPolicy == old.InternalTrafficPolicy ? null : spec.InternalTrafficPolicy,
        };
    }

    private static ServiceSpec WithoutLoadBalancer(ServiceSpec spec, ServiceSpec old) => spec with
    {
        AllocateLoadBalancerNodePorts = spec.AllocateLoadBalancerNodePorts == old.AllocateLoadBalancerNodePorts
            ? null
            : spec.AllocateLoadBalancerNodePorts,
        LoadBalancerClass = spec.LoadBalancerClass == old.LoadBalancerClass ? null : spec.LoadBalancerClass,
    };

    private static IEnumerable<int> NodePorts(ServiceSpec spec) => spec.Ports.Select(port => port.NodePort);
}
