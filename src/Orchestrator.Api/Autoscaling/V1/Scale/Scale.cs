namespace Orchestrator.Api.Autoscaling.V1;

[ApiType("io.k8s.api.autoscaling.v1.Scale")]
[Kind("autoscaling/v1", "Scale")]
public sealed partial record Scale : KubeObject
{
    [Field("spec", 2)]
    public ScaleSpec Spec { get; init; } = ScaleSpec.Empty;

    [Field("status", 3)]
    public ScaleStatus Status { get; init; } = ScaleStatus.Empty;
}
