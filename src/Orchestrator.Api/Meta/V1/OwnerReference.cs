namespace Orchestrator.Api.Meta.V1;

/// <summary>An object that another depends on, in the same namespace or of the cluster.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.OwnerReference")]
public sealed partial record OwnerReference
{
    /// <summary>The group and version of the owner's kind.</summary>
    [Field("apiVersion", 5, Required = true)]
    public string ApiVersion { get; init; } = "";

    /// <summary>The owner's kind.</summary>
    [Field("kind", 1, Required = true)]
    public string Kind { get; init; } = "";

    /// <summary>The owner's name.</summary>
    [Field("name", 3, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>The owner's identity.</summary>
    [Field("uid", 4, Required = true)]
    public string Uid { get; init; } = "";

    /// <summary>Whether the owner is the object's controller; one at most.</summary>
    [Field("controller", 6)]
    public bool? Controller { get; init; }

    /// <summary>Whether an owner deleted in the foreground waits for this object.</summary>
    [Field("blockOwnerDeletion", 7)]
    public bool? BlockOwnerDeletion { get; init; }
}
