namespace Orchestrator.Api.Meta.V1;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement")]
public sealed partial record LabelSelectorRequirement
{
    [Field("key", 1, Required = true)]
    public string Key { get; init; } = "";

    [Field("operator", 2, Required = true)]
    public string Operator { get; init; } = "";

    [Field("values", 3, ListType = "atomic")]
    public ValueList<string> Values { get; init; }
}
