namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.NodeSelector")]
public sealed partial record NodeSelector
{
    [Field("nodeSelectorTerms", 1, Always = true, ListType = "atomic", Required = true)]
    public ValueList<NodeSelectorTerm> NodeSelectorTerms { get; init; }
}
