using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.OpenApi;

/// <summary>Types as OpenAPI schemas, with Kubernetes' extensions for patches and apply.</summary>
/// <param name="refPrefix">Where definitions lie: <c>#/components/schemas/</c> or <c>#/definitions/</c>.</param>
/// <param name="wrapRefs">OpenAPI 3 ignores what stands beside a reference: there it is wrapped in
/// <c>allOf</c>.</param>
internal sealed class SchemaWriter(string refPrefix, bool wrapRefs)
{
    private const string Meta = "io.k8s.apimachinery.pkg.apis.meta.v1.";
    private const string QuantityName = "io.k8s.apimachinery.pkg.api.resource.Quantity";
    private const string IntOrStringName = "io.k8s.apimachinery.pkg.util.intstr.IntOrString";

    private readonly SortedDictionary<string, DocumentValue> _definitions = new(StringComparer.Ordinal);

    /// <summary>Every definition asked for and what it refers to, by name.</summary>
    public DocumentObject Definitions
    {
        get
        {
            var all = new DocumentObject();
            foreach (var (name, schema) in _definitions)
                all.Fields.Add(name, schema);
            return all;
        }
    }

    public DocumentObject Ref(string name) => DocumentObject.Of(("$ref", DocumentScalar.Of(refPrefix + name)));

    /// <summary>Adds a kind, its list, and all they refer to.</summary>
    public void AddKind(KindDefinition kind, bool withList)
    {
        AddType(kind.Schema);
        if (withList)
            AddList(kind);
    }

    public void AddType(TypeSchema type)
    {
        if (!_definitions.TryAdd(type.OpenApiName, new DocumentObject()))
            return;
        var properties = new SortedDictionary<string, DocumentValue>(StringComparer.Ordinal);
        if (type.Gvk is not null)
        {
            properties["apiVersion"] = Plain("string", null, "The version of the schema this object is written in.");
            properties["kind"] = Plain("string", null, "The kind of this object.");
        }
        foreach (var field in type.Fields)
            properties[field.Name] = Property(field);
        _definitions[type.OpenApiName] = ObjectSchema(
            type.Description, properties,
            type.Fields.Where(field => field.Required).Select(field => field.Name), type.Gvk);
    }

    /// <summary>The document that a patch request carries: its form follows from the content type.</summary>
    public void AddPatch() => _definitions.TryAdd(
        ApiOperation.PatchBody,
        Plain("object", null, "A change to an object, in the form that the content type names."));

    /// <summary>A parameter's schema: a plain value, or a list of them.</summary>
    public DocumentObject Parameter(FieldSchema field)
    {
        var value = Value(field);
        return field.Shape == SchemaShape.List
            ? DocumentObject.Of(("type", DocumentScalar.Of("array")), ("items", value))
            : value;
    }

    private void AddList(KindDefinition kind)
    {
        var properties = new SortedDictionary<string, DocumentValue>(StringComparer.Ordinal)
        {
            ["apiVersion"] = Plain("string", null, "The version of the schema this object is written in."),
            ["items"] = DocumentObject.Of(
                ("description", DocumentScalar.Of($"The objects of kind {kind.Gvk.Kind}.")),
                ("type", DocumentScalar.Of("array")),
                ("items", Ref(kind.Schema.OpenApiName))),
            ["kind"] = Plain("string", null, "The kind of this object."),
            ["metadata"] = Described(Ref(ListMeta.Schema.OpenApiName), "What holds for the whole list."),
        };
        AddType(ListMeta.Schema);
        _definitions[kind.Schema.OpenApiName + "List"] = ObjectSchema(
            $"A list of objects of kind {kind.Gvk.Kind}.", properties, ["items"],
            kind.Gvk with { Kind = kind.Gvk.Kind + "List" });
    }

    private DocumentObject Property(FieldSchema field)
    {
        var value = Value(field);
        var schema = field.Shape switch
        {
            SchemaShape.List => DocumentObject.Of(("type", DocumentScalar.Of("array")), ("items", value)),
            SchemaShape.Map =>
                DocumentObject.Of(("type", DocumentScalar.Of("object")), ("additionalProperties", value)),
            _ => value,
        };
        schema = Described(schema, field.Description);
        AddExtension(schema, "x-kubernetes-patch-strategy", field.PatchStrategy);
        AddExtension(schema, "x-kubernetes-patch-merge-key", field.PatchMergeKey);
        AddExtension(schema, "x-kubernetes-list-type", field.Shape == SchemaShape.List ? field.ListType : null);
        AddExtension(schema, "x-kubernetes-map-type",
            field.MapType ?? (field.Shape == SchemaShape.Single ? field.ListType : null));
        if (!field.ListMapKeys.IsEmpty)
            schema.Fields["x-kubernetes-list-map-keys"] = Strings(field.ListMapKeys);
        return schema;
    }

    private DocumentObject Value(FieldSchema field)
    {
        switch (field.Kind)
        {
            case SchemaKind.Boolean:
                return Plain("boolean");
            case SchemaKind.Int32:
                return Plain("integer", "int32");
            case SchemaKind.Int64:
                return Plain("integer", "int64");
            case SchemaKind.Double:
                return Plain("number", "double");
            case SchemaKind.Bytes:
                return Plain("string", "byte");
            case SchemaKind.Time:
                return Special(Meta + "Time",
                    Plain("string", "date-time", "A moment as RFC 3339 writes it, to the second."));
            case SchemaKind.MicroTime:
                return Special(Meta + "MicroTime",
                    Plain("string", "date-time", "A moment as RFC 3339 writes it, to the microsecond."));
            case SchemaKind.Quantity:
                return Special(QuantityName,
                    OneOf("string", "number", null, "An amount with a suffix, such as 500m or 128Mi."));
            case SchemaKind.IntOrString:
                return Special(IntOrStringName,
                    OneOf("integer", "string", "int-or-string", "A whole number or a string."));
            case SchemaKind.StringList:
                return DocumentObject.Of(("type", DocumentScalar.Of("array")), ("items", Plain("string")));
            case SchemaKind.RawJson:
                return Special(Meta + "FieldsV1",
                    Plain("object", null, "A set of fields as server-side apply writes it."));
            case SchemaKind.Object:
                AddType(field.Type!);
                return Ref(field.Type!.OpenApiName);
            default:
                return Plain("string");
        }
    }

    private DocumentObject Special(string name, DocumentObject definition)
    {
        _definitions.TryAdd(name, definition);
        return Ref(name);
    }

    private DocumentObject OneOf(string first, string second, string? format, string description) => wrapRefs
        ? DocumentObject.Of(
            ("description", DocumentScalar.Of(description)),
            ("format", Text(format)),
            ("oneOf", new DocumentArray([Plain(first), Plain(second)])))
        : Plain("string", format, description);

    private DocumentObject Described(DocumentObject schema, string description)
    {
        var isRef = schema.Fields.ContainsKey("$ref");
        if (isRef && wrapRefs)
            schema = DocumentObject.Of(("allOf", new DocumentArray([schema])));
        if (description.Length > 0)
            schema.Fields.Insert(0, "description", DocumentScalar.Of(description));
        return schema;
    }

    private static DocumentObject ObjectSchema(
        string description, SortedDictionary<string, DocumentValue> properties,
        IEnumerable<string> required, GroupVersionKind? gvk)
    {
        var fields = new DocumentObject();
        foreach (var (name, property) in properties)
            fields.Fields.Add(name, property);
        var names = required.Order(StringComparer.Ordinal).ToList();
        return DocumentObject.Of(
            ("description", Text(description)),
            ("type", DocumentScalar.Of("object")),
            ("required", names.Count == 0 ? null : Strings(names)),
            ("properties", fields.Fields.Count == 0 ? null : fields),
            ("x-kubernetes-group-version-kind", gvk is { } kind ? new DocumentArray([Gvk(kind)]) : null));
    }

    public static DocumentObject Gvk(GroupVersionKind kind) => DocumentObject.Of(
        ("group", DocumentScalar.Of(kind.Group)), ("kind", DocumentScalar.Of(kind.Kind)),
        ("version", DocumentScalar.Of(kind.Version)));

    public static DocumentArray Strings(IEnumerable<string> values) => new(values.Select(DocumentScalar.Of));

    private static DocumentObject Plain(string type, string? format = null, string? description = null) =>
        DocumentObject.Of(
        ("description", Text(description)), ("type", DocumentScalar.Of(type)), ("format", Text(format)));

    private static DocumentScalar? Text(string? text) => string.IsNullOrEmpty(text) ? null : DocumentScalar.Of(text);

    private static void AddExtension(DocumentObject schema, string name, string? value)
    {
        if (value is not null)
            schema.Fields[name] = DocumentScalar.Of(value);
    }
}
