namespace Orchestrator.Api.Core.V1;

/// <summary>A machine, or a member of the cluster, on which Pods run.</summary>
[ApiType("io.k8s.api.core.v1.Node")]
[Kind("v1", "Node")]
public sealed partial record Node : KubeObject
{
    /// <summary>What is wanted.</summary>
    [Field("spec", 2)]
    public NodeSpec Spec { get; init; } = NodeSpec.Empty;

    /// <summary>What the node's kubelet last reported.</summary>
    [Field("status", 3)]
    public NodeStatus Status { get; init; } = NodeStatus.Empty;
}
