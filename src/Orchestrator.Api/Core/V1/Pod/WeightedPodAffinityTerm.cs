namespace Orchestrator.Api.Core.V1;

/// <summary>A preference for nearness or distance, with its weight.</summary>
[ApiType("io.k8s.api.core.v1.WeightedPodAffinityTerm")]
public sealed partial record WeightedPodAffinityTerm
{
    /// <summary>How much it counts, 1 to 100.</summary>
    [Field("weight", 1, Always = true, Required = true)]
    public int Weight { get; init; }

    /// <summary>Which Pods, and what counts as the same place.</summary>
    [Field("podAffinityTerm", 2, Required = true)]
    public PodAffinityTerm PodAffinityTerm { get; init; } = PodAffinityTerm.Empty;
}
