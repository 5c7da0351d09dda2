namespace Orchestrator.Api.Authorization.V1;

/// <summary>Verbs that are allowed on resources.</summary>
[ApiType("io.k8s.api.authorization.v1.ResourceRule")]
public sealed partial record ResourceRule
{
    /// <summary>What may be done; * for anything.</summary>
    [Field("verbs", 1, Always = true, Required = true, ListType = "atomic")]
    public ValueList<string> Verbs { get; init; }

    /// <summary>Groups of the API; * for any.</summary>
    [Field("apiGroups", 2, ListType = "atomic")]
    public ValueList<string> ApiGroups { get; init; }

    /// <summary>Resources, subresources behind a slash; * for any.</summary>
    [Field("resources", 3, ListType = "atomic")]
    public ValueList<string> Resources { get; init; }

    /// <summary>Objects; empty for any.</summary>
    [Field("resourceNames", 4, ListType = "atomic")]
    public ValueList<string> ResourceNames { get; init; }
}
