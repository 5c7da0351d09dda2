namespace Orchestrator.Api.Core.V1;

/// <summary>Pods that a Pod must or should be near.</summary>
[ApiType("io.k8s.api.core.v1.PodAffinity")]
public sealed partial record PodAffinity
{
    /// <summary>Near which Pods it must be; every term must match.</summary>
    [Field("requiredDuringSchedulingIgnoredDuringExecution", 1, ListType = "atomic")]
    public ValueList<PodAffinityTerm> RequiredDuringSchedulingIgnoredDuringExecution { get; init; }

    /// <summary>Near which Pods it should be; weights of matching terms add up.</summary>
    [Field("preferredDuringSchedulingIgnoredDuringExecution", 2, ListType = "atomic")]
    public ValueList<WeightedPodAffinityTerm> PreferredDuringSchedulingIgnoredDuringExecution { get; init; }
}
