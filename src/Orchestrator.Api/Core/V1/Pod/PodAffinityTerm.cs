namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.PodAffinityTerm")]
public sealed partial record PodAffinityTerm
{
    [Field("labelSelector", 1)]
    public LabelSelector? LabelSelector { get; init; }

    [Field("namespaces", 2, ListType = "atomic")]
    public ValueList<string> Namespaces { get; init; }

    [Field("topologyKey", 3, Required = true)]
    public string TopologyKey { get; init; } = "";

    [Field("namespaceSelector", 4)]
    public LabelSelector? NamespaceSelector { get; init; }

    [Field("matchLabelKeys", 5, ListType = "atomic")]
    public ValueList<string> MatchLabelKeys { get; init; }

    [Field("mismatchLabelKeys", 6, ListType = "atomic")]
    public ValueList<string> MismatchLabelKeys { get; init; }
}
