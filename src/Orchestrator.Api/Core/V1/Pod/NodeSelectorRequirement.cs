namespace Orchestrator.Api.Core.V1;

/// <summary>One requirement on a node's label or field.</summary>
[ApiType("io.k8s.api.core.v1.NodeSelectorRequirement")]
public sealed partial record NodeSelectorRequirement
{
    /// <summary>The label's key, or the field's name.</summary>
    [Field("key", 1, Required = true)]
    public string Key { get; init; } = "";

    /// <summary>In, NotIn, Exists, DoesNotExist, Gt or Lt.</summary>
    [Field("operator", 2, Required = true)]
    public string Operator { get; init; } = "";

    /// <summary>Values to compare with: none for Exists and DoesNotExist, one whole number for Gt and Lt.</summary>
    [Field("values", 3, ListType = "atomic")]
    public ValueList<string> Values { get; init; }
}
