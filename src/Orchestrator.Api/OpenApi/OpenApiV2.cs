using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.OpenApi;

/// <summary>The OpenAPI 2 (Swagger) document of all kinds.</summary>
internal static class OpenApiV2
{
    public static DocumentObject Build(
        IReadOnlyList<KindDefinition> kinds, Func<GroupVersionKind, KindDefinition?> find, string version)
    {
        var schemas = new SchemaWriter("#/definitions/", wrapRefs: false);
        var paths = OpenApiParts.Paths(
            kinds, find, schemas,
            (path, operations) => PathItem(path, operations, schemas));
        return DocumentObject.Of(
            ("swagger", DocumentScalar.Of("2.0")),
            ("info", OpenApiParts.Info(version)),
            ("paths", paths),
            ("definitions", schemas.Definitions));
    }

    private static DocumentObject PathItem(string path, List<ApiOperation> operations, SchemaWriter schemas) =>
        OpenApiParts.PathItem(
            path, operations, operation => Operation(operation, schemas),
            ("type", DocumentScalar.Of("string")), ("uniqueItems", DocumentScalar.Of(true)));

    private static DocumentObject Operation(ApiOperation operation, SchemaWriter schemas)
    {
        var responses = new DocumentObject();
        foreach (var (code, text) in operation.Successes)
        {
            responses.Fields.Add(code, DocumentObject.Of(
                ("description", DocumentScalar.Of(text)),
                ("schema", operation.Result is { } result
                    ? schemas.Ref(result)
                    : DocumentObject.Of(("type", DocumentScalar.Of("string"))))));
        }
        responses.Fields.Add("401", DocumentObject.Of(("description", DocumentScalar.Of("Unauthorized"))));
        return DocumentObject.Of(
            ("tags", SchemaWriter.Strings([operation.Tag])),
            ("description", DocumentScalar.Of(operation.Summary)),
            ("operationId", DocumentScalar.Of(operation.Id)),
            ("consumes", SchemaWriter.Strings(operation.IsPatch ? ApiOperation.PatchTypes : ["*/*"])),
            ("produces", SchemaWriter.Strings([operation.Result is null ? "text/plain" : "application/json"])),
            ("schemes", SchemaWriter.Strings(["https"])),
            ("parameters", new DocumentArray(Parameters(operation, schemas))),
            ("responses", responses),
            ("x-kubernetes-action", DocumentScalar.Of(operation.Action)),
            ("x-kubernetes-group-version-kind", SchemaWriter.Gvk(operation.Kind)));
    }

    private static IEnumerable<DocumentValue> Parameters(ApiOperation operation, SchemaWriter schemas)
    {
        if (operation.Body is { } body)
        {
            yield return DocumentObject.Of(
                ("name", DocumentScalar.Of("body")),
                ("in", DocumentScalar.Of("body")),
                ("required", operation.BodyRequired ? DocumentScalar.Of(true) : null),
                ("schema", schemas.Ref(body)));
        }
        foreach (var field in operation.Query)
        {
            var parameter = DocumentObject.Of(
                ("name", DocumentScalar.Of(field.Name)),
                ("in", DocumentScalar.Of("query")),
                ("description", field.Description.Length == 0 ? null : DocumentScalar.Of(field.Description)),
                ("uniqueItems", DocumentScalar.Of(true)));
            // Parameters carry their type beside their name, and know no references.
            var schema = schemas.Parameter(field);
            if (schema.Fields.ContainsKey("$ref"))
                schema = DocumentObject.Of(("type", DocumentScalar.Of("string")));
            foreach (var (name, value) in schema.Fields)
                parameter.Fields[name] = value;
            yield return parameter;
        }
    }
}
