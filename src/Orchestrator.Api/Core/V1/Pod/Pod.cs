namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.Pod")]
[Kind("v1", "Pod")]
public sealed partial record Pod : KubeObject
{
    [Field("spec", 2)]
    public PodSpec Spec { get; init; } = PodSpec.Empty;

    [Field("status", 3)]
    public PodStatus Status { get; init; } = PodStatus.Empty;
}
