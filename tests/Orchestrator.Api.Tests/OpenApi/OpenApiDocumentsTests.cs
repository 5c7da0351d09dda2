using System.Text.Json.Nodes;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.OpenApi;
using Orchestrator.Api.Tests.Json;
using Orchestrator.Testing;

namespace Orchestrator.Api.Tests.OpenApi;

public class OpenApiDocumentsTests
{
    private const string Schemas = "#/components/schemas/";

    private static readonly OpenApiDocuments Documents = new(ApiKinds.Served, "v1.32.0");

    public static TheoryData<string> Kinds => [.. ApiKinds.All.Select(kind => kind.Gvk.ToString())];

    [Fact]
    public void V3Index_NamesEachGroupVersionWithItsHash()
    {
        var paths = Parse(Documents.V3Index)["paths"]!.AsObject();

        Assert.Equal(["api/v1", "apis/apps/v1", "apis/authentication.k8s.io/v1", "apis/authorization.k8s.io/v1",
                "apis/certificates.k8s.io/v1", "apis/coordination.k8s.io/v1", "apis/discovery.k8s.io/v1"],
            paths.Select(path => path.Key));
        foreach (var (path, entry) in paths)
            Assert.Equal($"/openapi/v3/{path}?hash={Documents.V3(path)!.Hash}", (string)entry!["serverRelativeURL"]!);
        Assert.Null(Documents.V3("apis/none/v1"));
    }

    // kubectl leaves validation to the server when the patch operation of the kind takes this parameter.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void PatchOperation_TakesFieldValidationAndStrategicMerges(string kind)
    {
        var operation = PatchOperation(Definition(kind));

        Assert.Contains(operation["parameters"]!.AsArray(),
            p => (string)p!["name"]! == "fieldValidation" && (string)p["in"]! == "query");
        Assert.NotNull(operation["requestBody"]!["content"]!["application/strategic-merge-patch+json"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void References_AllResolve(string kind)
    {
        var document = V3Of(Definition(kind));
        var schemas = document["components"]!["schemas"]!.AsObject();

        foreach (var reference in References(document))
            Assert.True(schemas.ContainsKey(reference[Schemas.Length..]), reference);
    }

    [KubernetesObjectsTheory]
    [MemberData(nameof(Kinds))]
    public void EveryPathOfAFullObject_IsKnown(string kind)
    {
        var definition = Definition(kind);
        var group = definition.Gvk.Group.Length == 0 ? "core" : definition.Gvk.Group;
        var file = $"{group}.{definition.Gvk.Version}.{definition.Gvk.Kind}.json";
        var schemas = V3Of(definition)["components"]!["schemas"]!.AsObject();
        var unknown = new List<string>();

        Walk(JsonNode.Parse(KubernetesObjects.Read(file)), schemas[definition.Schema.OpenApiName]!, "", schemas,
            unknown);

        Assert.Empty(unknown);
    }

    [Fact]
    public void PatchExtensions_LieOnTheLists()
    {
        var containers = V3Of(Definition("v1, Kind=Pod"))["components"]!["schemas"]!["io.k8s.api.core.v1.PodSpec"]!["properties"]!["containers"]!;

        Assert.Equal("merge", (string)containers["x-kubernetes-patch-strategy"]!);
        Assert.Equal("name", (string)containers["x-kubernetes-patch-merge-key"]!);
        Assert.Equal("map", (string)containers["x-kubernetes-list-type"]!);
        Assert.Equal("name", (string)containers["x-kubernetes-list-map-keys"]![0]!);
        Assert.Equal(Schemas + "io.k8s.api.core.v1.Container", (string)containers["items"]!["$ref"]!);
    }

    [Fact]
    public void Subresources_HaveTheirOwnPathsAndKinds()
    {
        var paths = V3Of(Definition("apps/v1, Kind=Deployment"))["paths"]!.AsObject();

        var scale = paths["/apis/apps/v1/namespaces/{namespace}/deployments/{name}/scale"]!["put"]!;
        Assert.Equal("Scale", (string)scale["x-kubernetes-group-version-kind"]!["kind"]!);
        Assert.Equal("replaceAppsV1NamespacedDeploymentScale", (string)scale["operationId"]!);
        Assert.Equal("listAppsV1DeploymentForAllNamespaces",
            (string)paths["/apis/apps/v1/deployments"]!["get"]!["operationId"]!);
    }

    [Fact]
    public void OperationIds_AreUnique()
    {
        var ids = Parse(Documents.V2)["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject())
            .Where(operation => operation.Key != "parameters")
            .Select(operation => (string)operation.Value!["operationId"]!).ToList();

        Assert.NotEmpty(ids);
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void V2_HasTheSameDefinitionsAsV3()
    {
        var expected = Parse(Documents.V3Index)["paths"]!.AsObject()
            .SelectMany(path => Parse(Documents.V3(path.Key)!)["components"]!["schemas"]!.AsObject())
            .Select(schema => schema.Key).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(expected, Parse(Documents.V2)["definitions"]!.AsObject().Select(definition => definition.Key));
    }

    [Fact]
    public void V2Protobuf_NamesTheSamePathsAndDefinitions()
    {
        var json = Parse(Documents.V2);
        var message = ProtobufMessage.Parse(Documents.V2Protobuf.Content.Span);

        Assert.Equal("2.0", message.Text(1));
        Assert.Equal(json["paths"]!.AsObject().Select(path => path.Key),
            message.Message(8).Messages(2).Select(path => path.Text(1)));
        Assert.Equal(
            json["definitions"]!.AsObject().Select(definition => definition.Key),
            message.Message(9).Messages(1).Select(definition => definition.Text(1)));
        var pod = message.Message(9).Messages(1).Single(definition => definition.Text(1) == "io.k8s.api.core.v1.Pod").Message(2);
        Assert.Equal(
            ["apiVersion", "kind", "metadata", "spec", "status"],
            pod.Message(25).Messages(1).Select(property => property.Text(1)));
        var extension = pod.Messages(31).Single();
        Assert.Equal("x-kubernetes-group-version-kind", extension.Text(1));
        Assert.Equal("""[{"group":"","kind":"Pod","version":"v1"}]""", extension.Message(2).Text(2));
    }

    [Fact]
    public void BuiltTwice_IsTheSame()
    {
        var again = new OpenApiDocuments(ApiKinds.Served, "v1.32.0");

        Assert.Equal(Documents.V3Index.Hash, again.V3Index.Hash);
        Assert.Equal(Documents.V2Protobuf.Hash, again.V2Protobuf.Hash);
    }

    [Fact]
    public void Lease_IsGolden() =>
        Golden.Json("openapi-v3-coordination.json", Documents.V3("apis/coordination.k8s.io/v1")!.Content.Span);

    private static KindDefinition Definition(string kind) =>
        ApiKinds.Served.Single(definition => definition.Gvk.ToString() == kind);

    private static JsonNode V3Of(KindDefinition kind) => Parse(
        Documents.V3(kind.Gvk.Group.Length == 0 ? $"api/{kind.Gvk.Version}" : $"apis/{kind.Gvk.Group}/{kind.Gvk.Version}")!);

    private static JsonNode Parse(OpenApiDocument document) => JsonNode.Parse(document.Content.Span)!;

    private static JsonNode PatchOperation(KindDefinition kind) => V3Of(kind)["paths"]!.AsObject()
        .Select(path => path.Value!["patch"])
        .First(patch => (string?)patch?["x-kubernetes-group-version-kind"]!["kind"] == kind.Gvk.Kind)!;

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field =>
            field.Key == "$ref" ? [(string)field.Value!] : References(field.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };

    private static void Walk(JsonNode? value, JsonNode schema, string path, JsonObject schemas, List<string> unknown)
    {
        schema = schema["allOf"]?[0] ?? schema;
        if ((string?)schema["$ref"] is { } reference)
            schema = schemas[reference[Schemas.Length..]]!;
        switch (value)
        {
            case JsonObject fields:
                foreach (var (name, field) in fields)
                {
                    var next = schema["properties"]?[name] ?? schema["additionalProperties"];
                    if (next is null)
                        unknown.Add($"{path}.{name}");
                    else
                        Walk(field, next, $"{path}.{name}", schemas, unknown);
                }
                break;
            case JsonArray items:
                foreach (var item in items)
                    Walk(item, schema["items"]!, path + "[]", schemas, unknown);
                break;
            default:
                Assert.True(schema["properties"] is null, path);
                break;
        }
    }
}
