namespace Orchestrator.Api.Authorization.V1;

/// <summary>What is to be done to which resource.</summary>
[ApiType("io.k8s.api.authorization.v1.ResourceAttributes")]
public sealed partial record ResourceAttributes
{
    /// <summary>The namespace; empty for all of them, and for resources that lie in none.</summary>
    [Field("namespace", 1)]
    public string? Namespace { get; init; }

    /// <summary>What is done: get, list, …; * for anything.</summary>
    [Field("verb", 2)]
    public string? Verb { get; init; }

    /// <summary>The group of the API; * for any.</summary>
    [Field("group", 3)]
    public string? Group { get; init; }

    /// <summary>The version of the API; * for any.</summary>
    [Field("version", 4)]
    public string? Version { get; init; }

    /// <summary>The resource, in the plural; * for any.</summary>
    [Field("resource", 5)]
    public string? Resource { get; init; }

    /// <summary>The subresource; empty for the object itself.</summary>
    [Field("subresource", 6)]
    public string? Subresource { get; init; }

    /// <summary>The object; empty for all of them.</summary>
    [Field("name", 7)]
    public string? Name { get; init; }

    /// <summary>Narrows a list, watch or deletecollection.</summary>
    [Field("fieldSelector", 8)]
    public FieldSelectorAttributes? FieldSelector { get; init; }

    /// <summary>Narrows a list, watch or deletecollection.</summary>
    [Field("labelSelector", 9)]
    public LabelSelectorAttributes? LabelSelector { get; init; }
}
