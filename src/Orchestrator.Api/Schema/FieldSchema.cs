namespace Orchestrator.Api.Schema;

/// <summary>One field of a type as the wire, patches and OpenAPI see it. Immutable.</summary>
/// <param name="name">The JSON name.</param>
/// <param name="kind">Of the value, or of the items of a list or map.</param>
public sealed class FieldSchema(string name, SchemaKind kind)
{
    private readonly string? _patchStrategy;

    public string Name { get; } = name;

    public SchemaKind Kind { get; } = kind;

    public SchemaShape Shape { get; init; }

    /// <summary>The protobuf number.</summary>
    public int Number { get; init; }

    /// <summary>The protobuf number of the embedded message the field lies in; 0 when it lies in the type
    /// itself.</summary>
    public int Inline { get; init; }

    /// <summary>The schema of the value or items, where <see cref="Kind"/> is Object.</summary>
    public TypeSchema? Type => TypeSource?.Invoke();

    /// <summary>Listed under <c>required</c> in OpenAPI.</summary>
    public bool Required { get; init; }

    /// <summary>May be null in the record.</summary>
    public bool Optional { get; init; }

    /// <summary><c>merge</c>, <c>replace</c>, <c>retainKeys</c>, or a comma-separated pair.</summary>
    public string? PatchStrategy
    {
        get => _patchStrategy;
        init
        {
            _patchStrategy = value;
            var parts = value?.Split(',') ?? [];
            Merges = parts.Contains("merge");
            Replaces = parts.Contains("replace");
            RetainsKeys = parts.Contains("retainKeys");
        }
    }

    /// <summary>A strategic merge patch merges the list item by item.</summary>
    public bool Merges { get; private init; }

    /// <summary>A strategic merge patch replaces the whole value.</summary>
    public bool Replaces { get; private init; }

    /// <summary>Keys the patch does not name under <c>$retainKeys</c> are dropped.</summary>
    public bool RetainsKeys { get; private init; }

    public string? PatchMergeKey { get; init; }

    /// <summary><c>atomic</c>, <c>set</c> or <c>map</c>.</summary>
    public string? ListType { get; init; }

    public ValueList<string> ListMapKeys { get; init; }

    /// <summary><c>atomic</c> or <c>granular</c>.</summary>
    public string? MapType { get; init; }

    /// <summary>In our own words; empty where there are none.</summary>
    public string Description { get; init; } = "";

    /// <summary>Given lazily, since types may contain themselves.</summary>
    public Func<TypeSchema>? TypeSource { private get; init; }

    /// <summary>The Go type, as decoding errors name it.</summary>
    internal string GoName(bool item)
    {
        var value = Kind switch
        {
            SchemaKind.Boolean => "bool",
            SchemaKind.Int32 or SchemaKind.IntOrString => "int32",
            SchemaKind.Int64 => "int64",
            SchemaKind.Double => "float64",
            SchemaKind.Bytes => "[]uint8",
            SchemaKind.Quantity => "resource.Quantity",
            SchemaKind.StringList => "[]string",
            SchemaKind.Object => Type!.GoName,
            _ => "string",
        };
        return item ? value : Shape switch
        {
            SchemaShape.List => "[]" + value,
            SchemaShape.Map => "map[string]" + value,
            _ => value,
        };
    }
}
