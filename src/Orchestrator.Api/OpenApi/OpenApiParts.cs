using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.OpenApi;

/// <summary>What both versions of OpenAPI write alike.</summary>
internal static class OpenApiParts
{
    /// <summary>The paths of all kinds in order, each written by <paramref name="item"/>; their schemas are added on
    /// the way.</summary>
    public static DocumentObject Paths(
        IReadOnlyList<KindDefinition> kinds, Func<GroupVersionKind, KindDefinition?> find, SchemaWriter schemas,
        Func<string, List<ApiOperation>, DocumentObject> item)
    {
        schemas.AddType(DeleteOptions.Schema);
        schemas.AddType(Status.Schema);
        schemas.AddPatch();
        var paths = new SortedDictionary<string, DocumentValue>(StringComparer.Ordinal);
        foreach (var kind in kinds)
        {
            schemas.AddKind(kind, withList: kind.Verbs.Contains("list"));
            foreach (var subresource in kind.Subresources)
            {
                if (find(subresource.Kind) is { } body)
                    schemas.AddKind(body, withList: false);
            }
            foreach (var (path, operations) in ApiPaths.Of(kind, find))
                paths.Add(path, item(path, operations));
        }
        var all = new DocumentObject();
        foreach (var (path, written) in paths)
            all.Fields.Add(path, written);
        return all;
    }

    /// <summary>One path: its operations by method, then the parameters in its braces.</summary>
    /// <param name="type">How a version says that a parameter is text.</param>
    public static DocumentObject PathItem(
        string path, List<ApiOperation> operations, Func<ApiOperation, DocumentObject> operation,
        params (string Name, DocumentValue? Value)[] type)
    {
        var item = new DocumentObject();
        foreach (var one in operations)
            item.Fields.Add(one.Method, operation(one));
        item.Fields.Add("parameters", new DocumentArray(PathParameters(path).Select(name => DocumentObject.Of(
        [
            ("name", DocumentScalar.Of(name)),
            ("in", DocumentScalar.Of("path")),
            ("description", DocumentScalar.Of(
                name == "namespace" ? "The namespace the object lies in." : "The name of the object.")),
            ("required", DocumentScalar.Of(true)),
            .. type,
        ]))));
        return item;
    }

    public static DocumentObject Info(string version) => DocumentObject.Of(
        ("title", DocumentScalar.Of("Kubernetes")), ("version", DocumentScalar.Of(version)));

    private static IEnumerable<string> PathParameters(string path) =>
        path.Split('/').Where(part => part.StartsWith('{')).Select(part => part[1..^1]).Order(StringComparer.Ordinal);
}
