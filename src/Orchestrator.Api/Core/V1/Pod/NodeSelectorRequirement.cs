namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.NodeSelectorRequirement")]
public sealed partial record NodeSelectorRequirement
{
    [Field("key", 1, Required = true)]
    public string Key { get; init; } = "";

    [Field("operator", 2, Required = true)]
    public string Operator { get; init; } = "";

    [Field("values", 3, ListType = "atomic")]
    public ValueList<string> Values { get; init; }
}
