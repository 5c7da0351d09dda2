namespace Orchestrator.Api.Core.V1;

/// <summary>Requirements a node must meet all of.</summary>
[ApiType("io.k8s.api.core.v1.NodeSelectorTerm")]
public sealed partial record NodeSelectorTerm
{
    /// <summary>Requirements on its labels.</summary>
    [Field("matchExpressions", 1, ListType = "atomic")]
    public ValueList<NodeSelectorRequirement> MatchExpressions { get; init; }

    /// <summary>Requirements on its fields; only metadata.name.</summary>
    [Field("matchFields", 2, ListType = "atomic")]
    public ValueList<NodeSelectorRequirement> MatchFields { get; init; }
}
