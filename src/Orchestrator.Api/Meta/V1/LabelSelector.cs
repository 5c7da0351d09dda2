namespace Orchestrator.Api.Meta.V1;

/// <summary>Which objects are meant, by labels; all requirements must be met, an empty one means all.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector")]
public sealed partial record LabelSelector
{
    /// <summary>Labels and the values they must have.</summary>
    [Field("matchLabels", 1)]
    public ValueMap<string> MatchLabels { get; init; }

    /// <summary>Further requirements.</summary>
    [Field("matchExpressions", 2, ListType = "atomic")]
    public ValueList<LabelSelectorRequirement> MatchExpressions { get; init; }
}
