namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.PreferredSchedulingTerm")]
public sealed partial record PreferredSchedulingTerm
{
    [Field("weight", 1, Always = true, Required = true)]
    public int Weight { get; init; }

    [Field("preference", 2, Required = true)]
    public NodeSelectorTerm Preference { get; init; } = NodeSelectorTerm.Empty;
}
