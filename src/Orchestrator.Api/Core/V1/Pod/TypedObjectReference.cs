namespace Orchestrator.Api.Core.V1;

/// <summary>An object, by kind and name.</summary>
[ApiType("io.k8s.api.core.v1.TypedObjectReference")]
public sealed partial record TypedObjectReference
{
    /// <summary>The object's API group; the core group where empty.</summary>
    [Field("apiGroup", 1, Pointer = true)]
    public string? APIGroup { get; init; }

    /// <summary>The kind of the object.</summary>
    [Field("kind", 2, Required = true)]
    public string Kind { get; init; } = "";

    /// <summary>The object's name.</summary>
    [Field("name", 3, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>The object's namespace; the same one where empty.</summary>
    [Field("namespace", 4, Pointer = true)]
    public string? Namespace { get; init; }
}
