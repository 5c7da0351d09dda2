namespace Orchestrator.Api.Meta.V1;

/// <summary>One requirement on a label.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement")]
public sealed partial record LabelSelectorRequirement
{
    /// <summary>The label's key.</summary>
    [Field("key", 1, Required = true)]
    public string Key { get; init; } = "";

    /// <summary>In, NotIn, Exists or DoesNotExist.</summary>
    [Field("operator", 2, Required = true)]
    public string Operator { get; init; } = "";

    /// <summary>Values to compare with: some for In and NotIn, none for the others.</summary>
    [Field("values", 3, ListType = "atomic")]
    public ValueList<string> Values { get; init; }
}
