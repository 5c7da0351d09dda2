namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.WeightedPodAffinityTerm")]
public sealed partial record WeightedPodAffinityTerm
{
    [Field("weight", 1, Always = true, Required = true)]
    public int Weight { get; init; }

    [Field("podAffinityTerm", 2, Required = true)]
    public PodAffinityTerm PodAffinityTerm { get; init; } = PodAffinityTerm.Empty;
}
