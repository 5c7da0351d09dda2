namespace Orchestrator.Api.Authorization.V1;

/// <summary>Methods that are allowed on paths that are no resources.</summary>
[ApiType("io.k8s.api.authorization.v1.NonResourceRule")]
public sealed partial record NonResourceRule
{
    /// <summary>HTTP methods in lower case; * for any.</summary>
    [Field("verbs", 1, Always = true, Required = true, ListType = "atomic")]
    public ValueList<string> Verbs { get; init; }

    /// <summary>Paths; * at the end for all below.</summary>
    [Field("nonResourceURLs", 2, ListType = "atomic")]
    public ValueList<string> NonResourceURLs { get; init; }
}
