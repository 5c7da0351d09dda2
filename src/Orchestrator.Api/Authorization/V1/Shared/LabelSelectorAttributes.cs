namespace Orchestrator.Api.Authorization.V1;

/// <summary>A label selector, as text or taken apart.</summary>
[ApiType("io.k8s.api.authorization.v1.LabelSelectorAttributes")]
public sealed partial record LabelSelectorAttributes
{
    /// <summary>The selector as text.</summary>
    [Field("rawSelector", 1)]
    public string? RawSelector { get; init; }

    /// <summary>The selector taken apart.</summary>
    [Field("requirements", 2, ListType = "atomic")]
    public ValueList<LabelSelectorRequirement> Requirements { get; init; }
}
