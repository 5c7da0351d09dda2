namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.ServiceSpec")]
public sealed partial record ServiceSpec
{
    [Field("ports", 1, PatchStrategy = "merge", PatchMergeKey = "port", ListType = "map",
        ListMapKeys = ["port", "protocol"])]
    public ValueList<ServicePort> Ports { get; init; }

    [Field("selector", 2, MapType = "atomic")]
    public ValueMap<string> Selector { get; init; }

    [Field("clusterIP", 3)]
    public string? ClusterIP { get; init; }

    [Field("clusterIPs", 18, ListType = "atomic")]
    public ValueList<string> ClusterIPs { get; init; }

    [Field("type", 4)]
    public string? Type { get; init; }

    [Field("externalIPs", 5, ListType = "atomic")]
    public ValueList<string> ExternalIPs { get; init; }

    [Field("sessionAffinity", 7)]
    public string? SessionAffinity { get; init; }

    [Field("loadBalancerIP", 8)]
    public string? LoadBalancerIP { get; init; }

    [Field("loadBalancerSourceRanges", 9, ListType = "atomic")]
    public ValueList<string> LoadBalancerSourceRanges { get; init; }

    [Field("externalName", 10)]
    public string? ExternalName { get; init; }

    [Field("externalTrafficPolicy", 11)]
    public string? ExternalTrafficPolicy { get; init; }

    [Field("healthCheckNodePort", 12)]
    public int HealthCheckNodePort { get; init; }

    [Field("publishNotReadyAddresses", 13)]
    public bool PublishNotReadyAddresses { get; init; }

    [Field("sessionAffinityConfig", 14)]
    public SessionAffinityConfig? SessionAffinityConfig { get; init; }

    [Field("ipFamilies", 19, ListType = "atomic")]
    public ValueList<string> IPFamilies { get; init; }

    [Field("ipFamilyPolicy", 17, Pointer = true)]
    public string? IPFamilyPolicy { get; init; }

    [Field("allocateLoadBalancerNodePorts", 20)]
    public bool? AllocateLoadBalancerNodePorts { get; init; }

    [Field("loadBalancerClass", 21, Pointer = true)]
    public string? LoadBalancerClass { get; init; }

    [Field("internalTrafficPolicy", 22, Pointer = true)]
    public string? InternalTrafficPolicy { get; init; }

    [Field("trafficDistribution", 23, Pointer = true)]
    public string? TrafficDistribution { get; init; }
}
