namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.TopologySpreadConstraint")]
public sealed partial record TopologySpreadConstraint
{
    [Field("maxSkew", 1, Always = true, Required = true)]
    public int MaxSkew { get; init; }

    [Field("topologyKey", 2, Required = true)]
    public string TopologyKey { get; init; } = "";

    [Field("whenUnsatisfiable", 3, Required = true)]
    public string WhenUnsatisfiable { get; init; } = "";

    [Field("labelSelector", 4)]
    public LabelSelector? LabelSelector { get; init; }

    [Field("minDomains", 5)]
    public int? MinDomains { get; init; }

    [Field("nodeAffinityPolicy", 6, Pointer = true)]
    public string? NodeAffinityPolicy { get; init; }

    [Field("nodeTaintsPolicy", 7, Pointer = true)]
    public string? NodeTaintsPolicy { get; init; }

    [Field("matchLabelKeys", 8, ListType = "atomic")]
    public ValueList<string> MatchLabelKeys { get; init; }
}
