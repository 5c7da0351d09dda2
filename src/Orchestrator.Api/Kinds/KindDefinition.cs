using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Kinds;

/// <summary>Everything the rest of the program knows of one kind: the one place from which discovery, OpenAPI, tables,
/// strict validation, patches and the write path are derived.</summary>
/// <remarks>Stateless and pure. <see cref="KindDefinition{T}"/> is the typed base that kinds derive from.</remarks>
public abstract class KindDefinition
{
    private static readonly ValueList<string> AllVerbs =
        ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    public abstract GroupVersionKind Gvk { get; }

    /// <summary>The resource's name in URLs and keys, such as <c>pods</c>.</summary>
    public abstract string Plural { get; }

    public virtual string Singular => Gvk.Kind.ToLowerInvariant();

    public virtual ValueList<string> ShortNames => [];

    /// <summary>Groups of resources, such as <c>all</c>.</summary>
    public virtual ValueList<string> Categories => [];

    public virtual bool Namespaced => true;

    /// <summary>Whether its objects are kept; those of a review are answered and forgotten.</summary>
    public virtual bool IsStored => true;

    /// <summary>The record type; for custom resources the document type they share.</summary>
    public abstract Type ObjectType { get; }

    /// <summary>The verbs discovery lists.</summary>
    public virtual ValueList<string> Verbs => AllVerbs;

    /// <summary>The record type as patches and OpenAPI see it.</summary>
    public abstract TypeSchema Schema { get; }

    public virtual ValueList<Subresource> Subresources => [];

    /// <summary>Whether an update of an object that does not exist creates it.</summary>
    public virtual bool AllowsCreateOnUpdate => false;

    /// <summary>Whether an update without a resourceVersion replaces whatever is there.</summary>
    public virtual bool AllowsUnconditionalUpdate => true;

    public virtual ValueList<PrinterColumn> Columns => PrinterColumn.NameAndCreation;

    /// <summary>What a table says of an object's row besides its cells, such as that a Pod is completed; null:
    /// nothing.</summary>
    public virtual TableRowCondition? RowCondition(KubeObject value) => null;

    /// <summary>Fields a field selector may name besides <c>metadata.name</c> and <c>metadata.namespace</c>.</summary>
    public virtual ValueMap<Func<KubeObject, string>> SelectableFields => [];

    /// <summary>Where objects of this kind lie in the store: <c>/registry/pods/</c>.
    /// Cluster-scoped kinds have no namespace part.</summary>
    public string StoragePrefix => $"/registry/{Plural}/";

    public string StorageKey(ObjectKey key) =>
        Namespaced ? $"{StoragePrefix}{key.Namespace}/{key.Name}" : StoragePrefix + key.Name;

    /// <summary>Reads one object of this kind. See <see cref="Json.JsonCodec"/> for errors and strictness.</summary>
    public abstract KubeObject ReadJson(ReadOnlySpan<byte> utf8, Json.StrictErrors? strict = null);

    /// <summary>Fills what the user left out, as Kubernetes' defaulting does. Idempotent.</summary>
    public virtual KubeObject Default(KubeObject value) => value;

    /// <summary>Drops what a create may not set (status, where there is a status subresource)
    /// and sets generation 1.</summary>
    public virtual KubeObject PrepareForCreate(KubeObject value) => value;

    /// <summary>Keeps what an update may not change (status) and raises the generation when the spec changed.</summary>
    public virtual KubeObject PrepareForUpdate(KubeObject value, KubeObject old) => value;

    /// <summary>Takes the spec from <paramref name="old"/>; status and, as in Kubernetes, most metadata from
    /// <paramref name="value"/>.</summary>
    public virtual KubeObject PrepareForStatusUpdate(KubeObject value, KubeObject old) => value;

    /// <summary>As <see cref="PrepareForStatusUpdate"/>, for another path below the object, such as
    /// <c>approval</c>.</summary>
    public virtual KubeObject PrepareForSubresourceUpdate(string subresource, KubeObject value, KubeObject old) =>
        throw new ArgumentException($"{Plural} have no {subresource} to update", nameof(subresource));

    public virtual void Validate(KubeObject value, FieldErrors errors)
    {
    }

    public virtual void ValidateUpdate(KubeObject value, KubeObject old, FieldErrors errors)
    {
    }

    public virtual void ValidateStatusUpdate(KubeObject value, KubeObject old, FieldErrors errors)
    {
    }

    public virtual void ValidateSubresourceUpdate(
        string subresource, KubeObject value, KubeObject old, FieldErrors errors)
    {
    }

    /// <summary>What the propagation policy is where the delete names none.</summary>
    public virtual string DefaultPropagation => "Background";

    /// <summary>Seconds between a graceful delete and removal when the request names none; null: the kind knows no
    /// grace. 0: this object needs none, whatever the request says.</summary>
    public virtual long? DefaultGracePeriodSeconds(KubeObject value) => null;
}
