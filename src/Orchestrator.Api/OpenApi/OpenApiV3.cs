using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.OpenApi;

/// <summary>The OpenAPI 3 document of one group and version.</summary>
internal static class OpenApiV3
{
    public static DocumentObject Build(
        IReadOnlyList<KindDefinition> kinds, Func<GroupVersionKind, KindDefinition?> find, string version)
    {
        var schemas = new SchemaWriter("#/components/schemas/", wrapRefs: true);
        var paths = OpenApiParts.Paths(
            kinds, find, schemas,
            (path, operations) => PathItem(path, operations, schemas));
        return DocumentObject.Of(
            ("openapi", DocumentScalar.Of("3.0.0")),
            ("info", OpenApiParts.Info(version)),
            ("paths", paths),
            ("components", DocumentObject.Of(("schemas", schemas.Definitions))));
    }

    private static DocumentObject PathItem(string path, List<ApiOperation> operations, SchemaWriter schemas) =>
        OpenApiParts.PathItem(
            path, operations, operation => Operation(operation, schemas),
            ("schema", DocumentObject.Of(
                ("type", DocumentScalar.Of("string")), ("uniqueItems", DocumentScalar.Of(true)))));

    private static DocumentObject Operation(ApiOperation operation, SchemaWriter schemas)
    {
        var responses = new DocumentObject();
        foreach (var (code, text) in operation.Successes)
        {
            responses.Fields.Add(code, DocumentObject.Of(
                ("description", DocumentScalar.Of(text)), ("content", Result(operation, schemas))));
        }
        responses.Fields.Add("401", DocumentObject.Of(("description", DocumentScalar.Of("Unauthorized"))));
        return DocumentObject.Of(
            ("tags", SchemaWriter.Strings([operation.Tag])),
            ("description", DocumentScalar.Of(operation.Summary)),
            ("operationId", DocumentScalar.Of(operation.Id)),
            ("parameters", operation.Query.Count == 0
                ? null
                : new DocumentArray(operation.Query.Select(field => Query(field, schemas)))),
            ("requestBody", Body(operation, schemas)),
            ("responses", responses),
            ("x-kubernetes-action", DocumentScalar.Of(operation.Action)),
            ("x-kubernetes-group-version-kind", SchemaWriter.Gvk(operation.Kind)));
    }

    private static DocumentObject Query(FieldSchema field, SchemaWriter schemas) => DocumentObject.Of(
        ("name", DocumentScalar.Of(field.Name)),
        ("in", DocumentScalar.Of("query")),
        ("description", field.Description.Length == 0 ? null : DocumentScalar.Of(field.Description)),
        ("schema", schemas.Parameter(field)));

    private static DocumentObject? Body(ApiOperation operation, SchemaWriter schemas)
    {
        if (operation.Body is not { } body)
            return null;
        var content = new DocumentObject();
        foreach (var type in operation.IsPatch ? ApiOperation.PatchTypes : ["*/*"])
            content.Fields.Add(type, DocumentObject.Of(("schema", schemas.Ref(body))));
        return DocumentObject.Of(
            ("content", content), ("required", operation.BodyRequired ? DocumentScalar.Of(true) : null));
    }

    private static DocumentObject Result(ApiOperation operation, SchemaWriter schemas) => operation.Result is { } result
        ? DocumentObject.Of(("application/json", DocumentObject.Of(("schema", schemas.Ref(result)))))
        : DocumentObject.Of(("text/plain", DocumentObject.Of(
            ("schema", DocumentObject.Of(("type", DocumentScalar.Of("string")))))));
}
