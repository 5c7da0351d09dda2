namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.Node")]
[Kind("v1", "Node")]
public sealed partial record Node : KubeObject
{
    [Field("spec", 2)]
    public NodeSpec Spec { get; init; } = NodeSpec.Empty;

    [Field("status", 3)]
    public NodeStatus Status { get; init; } = NodeStatus.Empty;
}
