namespace Orchestrator.Api.Core.V1;

/// <summary>Which nodes a Pod may or should be placed on.</summary>
[ApiType("io.k8s.api.core.v1.NodeAffinity")]
public sealed partial record NodeAffinity
{
    /// <summary>Nodes it may be placed on; one term must match.</summary>
    [Field("requiredDuringSchedulingIgnoredDuringExecution", 1)]
    public NodeSelector? RequiredDuringSchedulingIgnoredDuringExecution { get; init; }

    /// <summary>Nodes it should be placed on; weights of matching terms add up.</summary>
    [Field("preferredDuringSchedulingIgnoredDuringExecution", 2, ListType = "atomic")]
    public ValueList<PreferredSchedulingTerm> PreferredDuringSchedulingIgnoredDuringExecution { get; init; }
}
