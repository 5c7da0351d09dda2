namespace Orchestrator.Api.Core.V1;

/// <summary>Pods that a Pod must or should be away from.</summary>
[ApiType("io.k8s.api.core.v1.PodAntiAffinity")]
public sealed partial record PodAntiAffinity
{
    /// <summary>Away from which Pods it must be; every term counts.</summary>
    [Field("requiredDuringSchedulingIgnoredDuringExecution", 1, ListType = "atomic")]
    public ValueList<PodAffinityTerm> RequiredDuringSchedulingIgnoredDuringExecution { get; init; }

    /// <summary>Away from which Pods it should be; weights of matching terms add up.</summary>
    [Field("preferredDuringSchedulingIgnoredDuringExecution", 2, ListType = "atomic")]
    public ValueList<WeightedPodAffinityTerm> PreferredDuringSchedulingIgnoredDuringExecution { get; init; }
}
