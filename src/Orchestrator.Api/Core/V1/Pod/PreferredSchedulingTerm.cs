namespace Orchestrator.Api.Core.V1;

/// <summary>A preference for nodes, with its weight.</summary>
[ApiType("io.k8s.api.core.v1.PreferredSchedulingTerm")]
public sealed partial record PreferredSchedulingTerm
{
    /// <summary>How much it counts, 1 to 100.</summary>
    [Field("weight", 1, Always = true, Required = true)]
    public int Weight { get; init; }

    /// <summary>Which nodes are meant; an empty term matches none.</summary>
    [Field("preference", 2, Required = true)]
    public NodeSelectorTerm Preference { get; init; } = NodeSelectorTerm.Empty;
}
