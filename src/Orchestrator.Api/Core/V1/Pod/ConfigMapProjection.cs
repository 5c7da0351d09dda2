namespace Orchestrator.Api.Core.V1;

/// <summary>A ConfigMap whose entries become files.</summary>
[ApiType("io.k8s.api.core.v1.ConfigMapProjection")]
public sealed partial record ConfigMapProjection
{
    /// <summary>The ConfigMap's name.</summary>
    [Field("name", 1, Inline = 1)]
    public string? Name { get; init; }

    /// <summary>Which entries become files, and where; all of them where empty.</summary>
    [Field("items", 2, ListType = "atomic")]
    public ValueList<KeyToPath> Items { get; init; }

    /// <summary>Whether the Pod may start although the object or the key does not exist.</summary>
    [Field("optional", 4)]
    public bool? Optional { get; init; }
}
