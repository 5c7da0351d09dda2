namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.NodeSelectorTerm")]
public sealed partial record NodeSelectorTerm
{
    [Field("matchExpressions", 1, ListType = "atomic")]
    public ValueList<NodeSelectorRequirement> MatchExpressions { get; init; }

    [Field("matchFields", 2, ListType = "atomic")]
    public ValueList<NodeSelectorRequirement> MatchFields { get; init; }
}
