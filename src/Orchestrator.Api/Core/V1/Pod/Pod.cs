namespace Orchestrator.Api.Core.V1;

/// <summary>Containers that run together on one node and share address and volumes.</summary>
[ApiType("io.k8s.api.core.v1.Pod")]
[Kind("v1", "Pod")]
public sealed partial record Pod : KubeObject
{
    /// <summary>What is wanted.</summary>
    [Field("spec", 2)]
    public PodSpec Spec { get; init; } = PodSpec.Empty;

    /// <summary>What is known of the Pod.</summary>
    [Field("status", 3)]
    public PodStatus Status { get; init; } = PodStatus.Empty;
}
