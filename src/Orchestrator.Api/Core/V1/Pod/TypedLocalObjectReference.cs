namespace Orchestrator.Api.Core.V1;

/// <summary>An object in the same namespace, by kind and name.</summary>
[ApiType("io.k8s.api.core.v1.TypedLocalObjectReference")]
public sealed partial record TypedLocalObjectReference
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
}
