namespace Orchestrator.Api.Meta.V1;

/// <summary>What every stored object has: name, labels, owners and more.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta")]
public sealed partial record ObjectMeta
{
    /// <summary>The object's name, unique among its kind within its namespace; it cannot be changed.</summary>
    [Field("name", 1)]
    public string? Name { get; init; }

    /// <summary>The beginning of a name for the server to complete, where no name is given.</summary>
    [Field("generateName", 2)]
    public string? GenerateName { get; init; }

    /// <summary>The namespace it lies in; it cannot be changed.</summary>
    [Field("namespace", 3)]
    public string? Namespace { get; init; }

    /// <summary>No longer used; always empty.</summary>
    [Field("selfLink", 4)]
    public string? SelfLink { get; init; }

    /// <summary>The identity of the object, different for every object that ever was.</summary>
    [Field("uid", 5)]
    public string? Uid { get; init; }

    /// <summary>The revision of the object, opaque to clients.</summary>
    [Field("resourceVersion", 6)]
    public string? ResourceVersion { get; init; }

    /// <summary>Counts the changes of what is wanted.</summary>
    [Field("generation", 7)]
    public long Generation { get; init; }

    /// <summary>When it was created.</summary>
    [Field("creationTimestamp", 8, Always = true)]
    public Time? CreationTimestamp { get; init; }

    /// <summary>When it is to be gone; set by the server when it is deleted, and never unset.</summary>
    [Field("deletionTimestamp", 9)]
    public Time? DeletionTimestamp { get; init; }

    /// <summary>Seconds it had to end when it was deleted.</summary>
    [Field("deletionGracePeriodSeconds", 10)]
    public long? DeletionGracePeriodSeconds { get; init; }

    /// <summary>Keys and values by which objects are selected.</summary>
    [Field("labels", 11)]
    public ValueMap<string> Labels { get; init; }

    /// <summary>Keys and values that tools keep with the object; not for selecting.</summary>
    [Field("annotations", 12)]
    public ValueMap<string> Annotations { get; init; }

    /// <summary>Objects it depends on; it is deleted when all of them are gone.</summary>
    [Field("ownerReferences", 13, PatchStrategy = "merge", PatchMergeKey = "uid",
        ListType = "map", ListMapKeys = ["uid"])]
    public ValueList<OwnerReference> OwnerReferences { get; init; }

    /// <summary>Who must finish before it may be removed.</summary>
    [Field("finalizers", 14, PatchStrategy = "merge", ListType = "set")]
    public ValueList<string> Finalizers { get; init; }

    /// <summary>Which manager owns which fields.</summary>
    [Field("managedFields", 17, ListType = "atomic")]
    public ValueList<ManagedFieldsEntry> ManagedFields { get; init; }
}
