using System.Text.Json;

namespace Orchestrator.Api;

/// <summary>An object with identity that the API server stores: every kind derives from it.</summary>
/// <remarks>Immutable; a change is a <c>with</c> expression. One instance is shared by store,
/// caches and controllers.</remarks>
public abstract record KubeObject
{
    /// <summary>Name, labels, owners and what else every object has.</summary>
    [Field("metadata", 1)]
    public ObjectMeta Metadata { get; init; } = ObjectMeta.Empty;

    /// <summary>Group, version and kind of the record's type.</summary>
    public abstract GroupVersionKind Gvk { get; }

    /// <summary>Namespace and name; the namespace is empty for cluster-scoped kinds.</summary>
    public ObjectKey Key => new(Metadata.Namespace ?? "", Metadata.Name ?? "");

    /// <summary>Writes the object's JSON, beginning with <c>kind</c> and <c>apiVersion</c>.</summary>
    public abstract void WriteJson(Utf8JsonWriter writer);
}
