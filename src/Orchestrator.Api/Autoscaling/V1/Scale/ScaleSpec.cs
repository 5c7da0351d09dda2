namespace Orchestrator.Api.Autoscaling.V1;

[ApiType("io.k8s.api.autoscaling.v1.ScaleSpec")]
public sealed partial record ScaleSpec
{
    [Field("replicas", 1)]
    public int Replicas { get; init; }
}
