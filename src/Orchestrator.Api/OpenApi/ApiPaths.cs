using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.OpenApi;

/// <summary>The paths of a kind and the operations on each, from its definition.</summary>
internal static class ApiPaths
{
    private static readonly FieldSchema[] ListQuery = [.. ListOptions.Schema.Fields];
    private static readonly FieldSchema[] CreateQuery = [.. CreateOptions.Schema.Fields];
    private static readonly FieldSchema[] UpdateQuery = [.. UpdateOptions.Schema.Fields];
    private static readonly FieldSchema[] PatchQuery = [.. PatchOptions.Schema.Fields];
    private static readonly FieldSchema[] LogQuery = [.. PodLogOptions.Schema.Fields];

    // Preconditions are an object: they travel in the body alone.
    private static readonly FieldSchema[] DeleteQuery =
        [.. DeleteOptions.Schema.Fields.Where(field => field.Kind != SchemaKind.Object)];

    private static readonly FieldSchema[] DeleteCollectionQuery =
        [.. DeleteQuery.Concat(ListQuery.Where(field => field.Name is not ("watch" or "allowWatchBookmarks")))];

    /// <summary>Each path with its operations; the path's parameters stand in braces.</summary>
    public static IEnumerable<(string Path, List<ApiOperation> Operations)> Of(
        KindDefinition kind, Func<GroupVersionKind, KindDefinition?> find)
    {
        var gv = Prefix(kind.Gvk);
        var scoped = kind.Namespaced ? $"{gv}/namespaces/{{namespace}}/{kind.Plural}" : $"{gv}/{kind.Plural}";
        if (kind.Namespaced && kind.Verbs.Contains("list"))
            yield return ($"{gv}/{kind.Plural}", [ListAll(kind)]);
        if (Operations(kind, Collection(kind)) is { Count: > 0 } onCollection)
            yield return (scoped, onCollection);
        if (Operations(kind, Single(kind)) is { Count: > 0 } onObject)
            yield return ($"{scoped}/{{name}}", onObject);
        foreach (var subresource in kind.Subresources)
        {
            var operations = OfSubresource(kind, subresource, find);
            if (operations.Count > 0)
                yield return ($"{scoped}/{{name}}/{subresource.Name}", operations);
        }
    }

    /// <summary><c>/api/v1</c> or <c>/apis/apps/v1</c>.</summary>
    public static string Prefix(GroupVersionKind kind) =>
        kind.Group.Length == 0 ? $"/api/{kind.Version}" : $"/apis/{kind.Group}/{kind.Version}";

    private static List<ApiOperation> Operations(
        KindDefinition kind, IEnumerable<(string Verb, ApiOperation Operation)> all) =>
        [.. all.Where(entry => kind.Verbs.Contains(entry.Verb)).Select(entry => entry.Operation)];

    private static ApiOperation ListAll(KindDefinition kind) =>
        Make(kind, "get", "list", $"list{Group(kind)}{kind.Gvk.Kind}ForAllNamespaces",
            $"List objects of kind {kind.Gvk.Kind} in all namespaces, or watch them.", ListQuery, null, ListName(kind));

    private static IEnumerable<(string, ApiOperation)> Collection(KindDefinition kind)
    {
        var name = kind.Gvk.Kind;
        yield return ("list", Make(kind, "get", "list", $"list{Scoped(kind)}",
            $"List objects of kind {name}, or watch them.", ListQuery, null, ListName(kind)));
        yield return ("create", Make(kind, "post", "post", $"create{Scoped(kind)}",
            $"Create a {name}.", CreateQuery, kind.Schema.OpenApiName, kind.Schema.OpenApiName));
        yield return ("deletecollection", Make(kind, "delete", "deletecollection",
            $"delete{Group(kind)}Collection{Scope(kind)}{name}",
            $"Delete all objects of kind {name} that the query selects.", DeleteCollectionQuery,
            DeleteOptions.Schema.OpenApiName, Status.Schema.OpenApiName));
    }

    private static IEnumerable<(string, ApiOperation)> Single(KindDefinition kind)
    {
        var (name, schema) = (kind.Gvk.Kind, kind.Schema.OpenApiName);
        yield return ("get", Make(kind, "get", "get",
            $"read{Scoped(kind)}", $"Read the {name} of this name.", [], null, schema));
        yield return ("update", Make(kind, "put", "put", $"replace{Scoped(kind)}",
            $"Replace the {name} of this name.", UpdateQuery, schema, schema));
        yield return ("patch", Make(kind, "patch", "patch", $"patch{Scoped(kind)}",
            $"Change a part of the {name} of this name.", PatchQuery, ApiOperation.PatchBody, schema));
        // A Pod that is being deleted is answered itself, all else with a Status.
        yield return ("delete", Make(kind, "delete", "delete", $"delete{Scoped(kind)}",
            $"Delete the {name} of this name.", DeleteQuery,
            DeleteOptions.Schema.OpenApiName, Status.Schema.OpenApiName));
    }

    private static List<ApiOperation> OfSubresource(
        KindDefinition kind, Subresource subresource, Func<GroupVersionKind, KindDefinition?> find)
    {
        var isLog = subresource.IsText;
        if (find(subresource.Kind)?.Schema.OpenApiName is not { } schema)
            return [];
        var id = Scoped(kind) + char.ToUpperInvariant(subresource.Name[0]) + subresource.Name[1..];
        var what = $"the {subresource.Name} of the {kind.Gvk.Kind} of this name";
        ApiOperation Operation(string method, string verb, string sentence, FieldSchema[] query, string? body)
        {
            var made = Make(kind, method, method, verb + id, sentence, query, body, isLog ? null : schema);
            return made with { Kind = subresource.Kind };
        }
        var operations = new List<ApiOperation>();
        foreach (var verb in subresource.Verbs)
        {
            if (verb == "get")
                operations.Add(Operation("get", "read", $"Read {what}.", isLog ? LogQuery : [], null));
            else if (verb == "create")
                operations.Add(Operation("post", "create", $"Create {what}.", CreateQuery, schema));
            else if (verb == "update")
                operations.Add(Operation("put", "replace", $"Replace {what}.", UpdateQuery, schema));
            else if (verb == "patch")
                operations.Add(
                    Operation("patch", "patch", $"Change a part of {what}.", PatchQuery, ApiOperation.PatchBody));
        }
        return operations;
    }

    private static ApiOperation Make(
        KindDefinition kind, string method, string action, string id, string summary, FieldSchema[] query, string? body,
        string? result) => new(method, action, id, summary, kind.Gvk, query, body, result) { Tag = Tag(kind.Gvk) };

    private static string ListName(KindDefinition kind) => kind.Schema.OpenApiName + "List";

    private static string Scoped(KindDefinition kind) => Group(kind) + Scope(kind) + kind.Gvk.Kind;

    private static string Scope(KindDefinition kind) => kind.Namespaced ? "Namespaced" : "";

    // coordination.k8s.io/v1 is CoordinationV1, the core group CoreV1.
    private static string Group(KindDefinition kind) =>
        string.Concat(Tag(kind.Gvk).Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    private static string Tag(GroupVersionKind gvk) =>
        $"{(gvk.Group.Length == 0 ? "core" : gvk.Group.Split('.')[0])}_{gvk.Version}";
}
