using System.Collections.Frozen;

namespace Orchestrator.Api.Schema;

/// <summary>One API type as the wire, patches and OpenAPI see it. Immutable.</summary>
public sealed class TypeSchema
{
    private FrozenDictionary<string, FieldSchema>? _byName;

    /// <summary>Such as <c>io.k8s.api.core.v1.PodSpec</c>.</summary>
    public required string OpenApiName { get; init; }

    /// <summary>Null where the type does not travel alone.</summary>
    public GroupVersionKind? Gvk { get; init; }

    /// <summary>In our own words; empty where there are none.</summary>
    public string Description { get; init; } = "";

    /// <summary>In Kubernetes' order, without <c>kind</c> and <c>apiVersion</c>.</summary>
    public required ValueList<FieldSchema> Fields { get; init; }

    /// <summary><c>PodSpec</c>.</summary>
    public string ShortName => OpenApiName[(OpenApiName.LastIndexOf('.') + 1)..];

    /// <summary><c>v1.PodSpec</c>.</summary>
    internal string GoName
    {
        get
        {
            var parts = OpenApiName.Split('.');
            return parts.Length < 2 ? OpenApiName : $"{parts[^2]}.{parts[^1]}";
        }
    }

    /// <summary>The field of a JSON name; null where the type has none.</summary>
    public FieldSchema? Find(string name)
    {
        _byName ??= Fields.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);
        return _byName.GetValueOrDefault(name);
    }
}
