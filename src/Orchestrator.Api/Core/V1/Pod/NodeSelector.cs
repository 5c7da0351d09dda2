namespace Orchestrator.Api.Core.V1;

/// <summary>Terms of which a node must match one.</summary>
[ApiType("io.k8s.api.core.v1.NodeSelector")]
public sealed partial record NodeSelector
{
    /// <summary>The terms; at least one.</summary>
    [Field("nodeSelectorTerms", 1, Always = true, ListType = "atomic", Required = true)]
    public ValueList<NodeSelectorTerm> NodeSelectorTerms { get; init; }
}
