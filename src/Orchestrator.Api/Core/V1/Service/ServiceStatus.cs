namespace Orchestrator.Api.Core.V1;

/// <summary>What is known of a Service.</summary>
[ApiType("io.k8s.api.core.v1.ServiceStatus")]
public sealed partial record ServiceStatus
{
    /// <summary>Where its load balancer takes traffic.</summary>
    [Field("loadBalancer", 1)]
    public LoadBalancerStatus LoadBalancer { get; init; } = LoadBalancerStatus.Empty;

    /// <summary>What is known of its state.</summary>
    [Field("conditions", 2, PatchStrategy = "merge", PatchMergeKey = "type", ListType = "map",
        ListMapKeys = ["type"])]
    public ValueList<Condition> Conditions { get; init; }
}
