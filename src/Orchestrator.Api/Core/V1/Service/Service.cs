namespace Orchestrator.Api.Core.V1;

/// <summary>One lasting address and name for a set of Pods.</summary>
[ApiType("io.k8s.api.core.v1.Service")]
[Kind("v1", "Service")]
public sealed partial record Service : KubeObject
{
    /// <summary>What is wanted.</summary>
    [Field("spec", 2)]
    public ServiceSpec Spec { get; init; } = ServiceSpec.Empty;

    /// <summary>What is known of its load balancer.</summary>
    [Field("status", 3)]
    public ServiceStatus Status { get; init; } = ServiceStatus.Empty;
}
