namespace Orchestrator.Api.Meta.V1;

/// <summary>A resource a server has.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.APIResource")]
public sealed partial record ApiResource
{
    /// <summary>Its plural name, as in URLs.</summary>
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>Its singular name.</summary>
    [Field("singularName", 6, Required = true)]
    public string SingularName { get; init; } = "";

    /// <summary>Whether its objects lie in namespaces.</summary>
    [Field("namespaced", 2, Always = true, Required = true)]
    public bool Namespaced { get; init; }

    /// <summary>The API group; empty for the core group.</summary>
    [Field("group", 8)]
    public string? Group { get; init; }

    /// <summary>The version, where it is not that of the list.</summary>
    [Field("version", 9)]
    public string? Version { get; init; }

    /// <summary>The kind of its objects.</summary>
    [Field("kind", 3, Required = true)]
    public string Kind { get; init; } = "";

    /// <summary>What can be done with it.</summary>
    [Field("verbs", 4, Always = true, Required = true)]
    public ValueList<string> Verbs { get; init; }

    /// <summary>Short names for command lines.</summary>
    [Field("shortNames", 5, ListType = "atomic")]
    public ValueList<string> ShortNames { get; init; }

    /// <summary>Groups of resources it belongs to, such as all.</summary>
    [Field("categories", 7, ListType = "atomic")]
    public ValueList<string> Categories { get; init; }

    /// <summary>Changes when the version it is stored in changes.</summary>
    [Field("storageVersionHash", 10)]
    public string? StorageVersionHash { get; init; }
}
