namespace Orchestrator.Api.Core.V1;

/// <summary>Which Pods a Service leads to, and how it is reached.</summary>
[ApiType("io.k8s.api.core.v1.ServiceSpec")]
public sealed partial record ServiceSpec
{
    /// <summary>Its ports.</summary>
    [Field("ports", 1, PatchStrategy = "merge", PatchMergeKey = "port", ListType = "map",
        ListMapKeys = ["port", "protocol"])]
    public ValueList<ServicePort> Ports { get; init; }

    /// <summary>Labels of the Pods it leads to; where empty someone else keeps its endpoints.</summary>
    [Field("selector", 2, MapType = "atomic")]
    public ValueMap<string> Selector { get; init; }

    /// <summary>Its address inside the cluster; None for a headless Service; given out where empty.</summary>
    [Field("clusterIP", 3)]
    public string? ClusterIP { get; init; }

    /// <summary>Its addresses, at most one per family; the first is clusterIP.</summary>
    [Field("clusterIPs", 18, ListType = "atomic")]
    public ValueList<string> ClusterIPs { get; init; }

    /// <summary>ClusterIP (the default), NodePort, LoadBalancer or ExternalName.</summary>
    [Field("type", 4)]
    public string? Type { get; init; }

    /// <summary>Addresses outside the cluster's control at which nodes take traffic for it.</summary>
    [Field("externalIPs", 5, ListType = "atomic")]
    public ValueList<string> ExternalIPs { get; init; }

    /// <summary>None (the default), or ClientIP: a client stays with one Pod.</summary>
    [Field("sessionAffinity", 7)]
    public string? SessionAffinity { get; init; }

    /// <summary>The load balancer's wanted address; deprecated.</summary>
    [Field("loadBalancerIP", 8)]
    public string? LoadBalancerIP { get; init; }

    /// <summary>Networks the load balancer takes traffic from.</summary>
    [Field("loadBalancerSourceRanges", 9, ListType = "atomic")]
    public ValueList<string> LoadBalancerSourceRanges { get; init; }

    /// <summary>The name it stands for; only with type ExternalName.</summary>
    [Field("externalName", 10)]
    public string? ExternalName { get; init; }

    /// <summary>Cluster (the default), or Local: outside traffic stays on its node and keeps its source.</summary>
    [Field("externalTrafficPolicy", 11)]
    public string? ExternalTrafficPolicy { get; init; }

    /// <summary>The port at which a load balancer asks nodes for health; given out where 0.</summary>
    [Field("healthCheckNodePort", 12)]
    public int HealthCheckNodePort { get; init; }

    /// <summary>Whether Pods count that are not ready.</summary>
    [Field("publishNotReadyAddresses", 13)]
    public bool PublishNotReadyAddresses { get; init; }

    /// <summary>How long a client stays with its Pod.</summary>
    [Field("sessionAffinityConfig", 14)]
    public SessionAffinityConfig? SessionAffinityConfig { get; init; }

    /// <summary>The families of its addresses: IPv4, IPv6 or both.</summary>
    [Field("ipFamilies", 19, ListType = "atomic")]
    public ValueList<string> IPFamilies { get; init; }

    /// <summary>SingleStack, PreferDualStack or RequireDualStack.</summary>
    [Field("ipFamilyPolicy", 17, Pointer = true)]
    public string? IPFamilyPolicy { get; init; }

    /// <summary>Whether a LoadBalancer Service gets node ports; true by default.</summary>
    [Field("allocateLoadBalancerNodePorts", 20)]
    public bool? AllocateLoadBalancerNodePorts { get; init; }

    /// <summary>Who provides the load balancer; set once.</summary>
    [Field("loadBalancerClass", 21, Pointer = true)]
    public string? LoadBalancerClass { get; init; }

    /// <summary>Cluster (the default), or Local: inside traffic stays on its node.</summary>
    [Field("internalTrafficPolicy", 22, Pointer = true)]
    public string? InternalTrafficPolicy { get; init; }

    /// <summary>Which endpoints are preferred: PreferClose.</summary>
    [Field("trafficDistribution", 23, Pointer = true)]
    public string? TrafficDistribution { get; init; }
}
