using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.ApiServer.Tests.Http;

public class HttpApiTests(HttpServer server) : IClassFixture<HttpServer>
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const string TableType = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    private static string Body(string name, string data = "v") =>
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}"},"data":{"key":"{{{data}}}"}}""";

    private async Task<JsonNode> OkAsync(HttpMethod method, string path, string? body = null, string? accept = null,
        string type = "application/json", int code = 200)
    {
        var answer = await server.SendAsync(method, path, body, type, accept);
        Assert.True(answer.Code == code, answer.Body);
        return JsonNode.Parse(answer.Body)!;
    }

    [Fact]
    public async Task Object_LivesThroughItsVerbs()
    {
        var created = await OkAsync(HttpMethod.Post, ConfigMaps, Body("life"), code: 201);
        Assert.NotNull((string?)created["metadata"]!["uid"]);
        var updated = await OkAsync(HttpMethod.Put, ConfigMaps + "/life", Body("life", "2"));
        Assert.Equal("2", (string?)updated["data"]!["key"]);
        var patched = await OkAsync(
            HttpMethod.Patch, ConfigMaps + "/life", """{"data":{"key":null,"b":"c"}}""", type: "application/merge-patch+json");
        Assert.Equal("""{"b":"c"}""", patched["data"]!.ToJsonString());
        Assert.Equal(patched.ToJsonString(), (await OkAsync(HttpMethod.Get, ConfigMaps + "/life")).ToJsonString());
        var deleted = await OkAsync(HttpMethod.Delete, ConfigMaps + "/life");
        Assert.Equal("Success", (string?)deleted["status"]);
        Assert.Equal("configmaps", (string?)deleted["details"]!["kind"]);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Get, ConfigMaps + "/life")).Code);
    }

    [Theory]
    [InlineData("none of it", "no token")]
    [InlineData("two", "lease=a/b; uid=u; transitions=1; holder=h", "lease=a/b; uid=u; transitions=1; holder=h")]
    public async Task MalformedLeaderToken_IsABadRequestThatWritesNothing(string name, params string[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, ConfigMaps)
        {
            Content = new StringContent(Body("unled"), null, "application/json"),
        };
        foreach (var header in headers)
            request.Headers.TryAddWithoutValidation("Orchestrator-Leader", header);
        using var response = await server.Admin.SendAsync(request);
        var status = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.True((int)response.StatusCode == 400, name);
        Assert.Equal(
            "the header Orchestrator-Leader takes one token, "
            + "lease=NAMESPACE/NAME; uid=UID; transitions=NUMBER; holder=IDENTITY",
            (string?)status["message"]);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Get, ConfigMaps + "/unled")).Code);
    }

    [Fact]
    public async Task List_IsAListOfWholeObjects()
    {
        await OkAsync(HttpMethod.Post, ConfigMaps, Body("listed"), code: 201);
        var list = await OkAsync(HttpMethod.Get, ConfigMaps + "?fieldSelector=metadata.name=listed");
        Assert.Equal(("ConfigMapList", "v1"), ((string?)list["kind"], (string?)list["apiVersion"]));
        Assert.Equal("listed", (string?)list["items"]!.AsArray().Single()!["metadata"]!["name"]);
    }

    [Fact]
    public async Task Table_HasKubectlsColumns()
    {
        await OkAsync(HttpMethod.Post, ConfigMaps, Body("tabled"), code: 201);
        var table = await OkAsync(HttpMethod.Get, ConfigMaps + "/tabled", accept: TableType);
        Assert.Equal("Table", (string?)table["kind"]);
        Assert.Equal(["Name", "Data", "Age"], table["columnDefinitions"]!.AsArray().Select(c => (string?)c!["name"]));
        Assert.Equal("PartialObjectMetadata", (string?)table["rows"]![0]!["object"]!["kind"]);
    }

    [Fact]
    public async Task Metadata_LeavesTheRestOut()
    {
        await OkAsync(HttpMethod.Post, ConfigMaps, Body("meta"), code: 201);
        const string Type = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";
        var list = await OkAsync(HttpMethod.Get, ConfigMaps, accept: Type);
        Assert.Equal("PartialObjectMetadataList", (string?)list["kind"]);
        Assert.All(list["items"]!.AsArray(), item => Assert.Null(item!["data"]));
    }

    [Theory]
    [InlineData("Strict", 400, false)]
    [InlineData("Warn", 201, true)]
    [InlineData("Ignore", 201, false)]
    public async Task UnknownField_IsTreatedAsAsked(string validation, int code, bool warns)
    {
        using var content = new StringContent(
            $$$"""{"metadata":{"name":"strict-{{{validation.ToLowerInvariant()}}}"},"dat":{}}""", null, "application/json");
        using var response = await server.Admin.PostAsync($"{ConfigMaps}?fieldValidation={validation}", content);
        Assert.Equal(code, (int)response.StatusCode);
        Assert.Equal(warns, response.Headers.TryGetValues("Warning", out var warnings));
        if (warns)
            Assert.Equal("299 - \"unknown field \\\"dat\\\"\"", warnings!.Single());
    }

    [Fact]
    public async Task Watch_StreamsLinesUntilItsTimeout()
    {
        var list = await OkAsync(HttpMethod.Get, ConfigMaps);
        var from = (string?)list["metadata"]!["resourceVersion"];
        await OkAsync(HttpMethod.Post, ConfigMaps, Body("watched"), code: 201);
        await OkAsync(HttpMethod.Delete, ConfigMaps + "/watched");

        var text = await server.Admin.GetStringAsync(
            $"{ConfigMaps}?watch=1&timeoutSeconds=1&resourceVersion={from}&fieldSelector=metadata.name=watched");

        var events = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        Assert.Equal(["ADDED", "DELETED"], events.Select(e => (string?)e["type"]));
        Assert.NotEqual(
            (string?)events[0]["object"]!["metadata"]!["resourceVersion"],
            (string?)events[1]["object"]!["metadata"]!["resourceVersion"]);
    }

    [Fact]
    public async Task WatchAsTable_SendsRows()
    {
        await OkAsync(HttpMethod.Post, ConfigMaps, Body("rowed"), code: 201);
        using var request = new HttpRequestMessage(
            HttpMethod.Get, ConfigMaps + "?watch=1&timeoutSeconds=1&fieldSelector=metadata.name=rowed");
        request.Headers.TryAddWithoutValidation("Accept", TableType);
        using var response = await server.Admin.SendAsync(request);
        var added = JsonNode.Parse((await response.Content.ReadAsStringAsync()).Split('\n')[0])!;
        Assert.Equal(("ADDED", "Table"), ((string?)added["type"], (string?)added["object"]!["kind"]));
    }

    [Fact]
    public async Task AggregatedDiscovery_IsKeptByItsTag()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/apis");
        const string Type = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
        request.Headers.TryAddWithoutValidation("Accept", Type);
        using var response = await server.Admin.SendAsync(request);
        var document = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal("APIGroupDiscoveryList", (string?)document["kind"]);
        Assert.Contains("apps", document["items"]!.AsArray().Select(i => (string?)i!["metadata"]!["name"]));

        using var again = new HttpRequestMessage(HttpMethod.Get, "/apis");
        again.Headers.TryAddWithoutValidation("Accept", Type);
        again.Headers.TryAddWithoutValidation("If-None-Match", response.Headers.ETag!.Tag);
        using var unchanged = await server.Admin.SendAsync(again);
        Assert.Equal(304, (int)unchanged.StatusCode);
    }

    [Theory]
    [InlineData("/api", "APIVersions")]
    [InlineData("/apis", "APIGroupList")]
    [InlineData("/apis/apps", "APIGroup")]
    [InlineData("/api/v1", "APIResourceList")]
    [InlineData("/apis/apps/v1", "APIResourceList")]
    public async Task Discovery_IsServed(string path, string kind) =>
        Assert.Equal(kind, (string?)(await OkAsync(HttpMethod.Get, path))["kind"]);

    [Theory]
    [InlineData("/openapi/v2")]
    [InlineData("/openapi/v3")]
    [InlineData("/openapi/v3/apis/apps/v1")]
    [InlineData("/version")]
    [InlineData("/")]
    public async Task Document_IsJson(string path) => Assert.NotNull(await OkAsync(HttpMethod.Get, path));

    [Fact]
    public async Task Version_IsWrittenAsKubernetesWritesIt()
    {
        var (_, body) = await server.SendAsync(HttpMethod.Get, "/version");
        Assert.StartsWith("""{"major":"1","minor":"32","gitVersion":"v1.32.0+orchestrator.""", body);
    }

    [Theory]
    [InlineData("POST", "", "CreateOptions")]
    [InlineData("DELETE", "/none", "DeleteOptions")]
    public async Task UnknownDryRun_IsRefusedUnderTheVerbsOwnOptions(string method, string rest, string options)
    {
        var body = method == "POST" ? Body("dry") : null;
        var refused = await OkAsync(new HttpMethod(method), $"{ConfigMaps}{rest}?dryRun=Some", body, code: 422);
        Assert.Equal(options, (string?)refused["details"]!["kind"]);
    }

    [Theory]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    [InlineData("/healthz")]
    [InlineData("/readyz/store")]
    public async Task Health_IsOk(string path) =>
        Assert.Equal((200, "ok"), await server.SendAsync(HttpMethod.Get, path));

    [Fact]
    public async Task Metrics_CountRequests()
    {
        await OkAsync(HttpMethod.Get, ConfigMaps);
        var (_, text) = await server.SendAsync(HttpMethod.Get, "/metrics");
        Assert.Matches(
            "apiserver_request_total\\{verb=\"LIST\",group=\"\",version=\"v1\",resource=\"configmaps\".*code=\"200\"\\} [1-9]", text);
    }

    [Fact]
    public async Task Log_ComesFromTheNode()
    {
        const string Pods = "/api/v1/namespaces/default/pods";
        await OkAsync(
            HttpMethod.Post, Pods,
            """{"metadata":{"name":"logs"},"spec":{"nodeName":"n","containers":[{"name":"a","image":"i"},{"name":"b","image":"i"}]}}""",
            code: 201);
        Assert.Equal((200, "a line\n"), await server.SendAsync(HttpMethod.Get, Pods + "/logs/log?container=b"));
        var (code, body) = await server.SendAsync(HttpMethod.Get, Pods + "/logs/log");
        Assert.Equal(400, code);
        Assert.Contains("a container name must be specified for pod logs, choose one of: [a b]", JsonDocument.Parse(body)
            .RootElement.GetProperty("message").GetString());
    }
}
