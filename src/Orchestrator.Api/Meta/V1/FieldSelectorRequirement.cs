namespace Orchestrator.Api.Meta.V1;

/// <summary>One requirement of a field selector.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.FieldSelectorRequirement")]
public sealed partial record FieldSelectorRequirement
{
    /// <summary>The field.</summary>
    [Field("key", 1, Required = true)]
    public string Key { get; init; } = "";

    /// <summary>In, NotIn, Exists or DoesNotExist.</summary>
    [Field("operator", 2, Required = true)]
    public string Operator { get; init; } = "";

    /// <summary>The values of In and NotIn.</summary>
    [Field("values", 3, ListType = "atomic")]
    public ValueList<string> Values { get; init; }
}
