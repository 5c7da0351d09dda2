namespace Orchestrator.Api.Core.V1;

/// <summary>Rules for where a Pod may be placed, beyond its node selector.</summary>
[ApiType("io.k8s.api.core.v1.Affinity")]
public sealed partial record Affinity
{
    /// <summary>Which nodes it may or should be on.</summary>
    [Field("nodeAffinity", 1)]
    public NodeAffinity? NodeAffinity { get; init; }

    /// <summary>Which Pods it must or should be near.</summary>
    [Field("podAffinity", 2)]
    public PodAffinity? PodAffinity { get; init; }

    /// <summary>Which Pods it must or should be away from.</summary>
    [Field("podAntiAffinity", 3)]
    public PodAntiAffinity? PodAntiAffinity { get; init; }
}
