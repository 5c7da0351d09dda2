using System.Text;
using System.Text.Json;

namespace Orchestrator.ApiServer.Tests.Http;

public class HostileRequestTests(HttpServer server) : IClassFixture<HttpServer>
{
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";

    private static string Meta(string name) => $$"""{"metadata":{"name":"{{name}}"}""";

    public static TheoryData<string, string, string, string?, int> Requests => new()
    {
        { "no JSON", "POST", Pods, "hello", 400 },
        { "empty body", "POST", Pods, "", 400 },
        { "JSON that is no object", "POST", Pods, "[1]", 400 },
        { "a number where a string belongs", "POST", Pods, Meta("a") + ""","spec":{"nodeName":5}}""", 400 },
        { "a string where a number belongs", "POST", Pods, Meta("a") + ""","spec":{"terminationGracePeriodSeconds":"x"}}""", 400 },
        { "a number too large", "POST", Pods, Meta("a") + ""","spec":{"priority":99999999999999999999999}}""", 400 },
        { "bad UTF-8", "POST", Pods, Meta("\u00ff\u00fe") + "}", 400 },
        { "unknown escape", "POST", Pods, """{"metadata":{"name":"\q"}}""", 400 },
        { "cut off", "POST", Pods, """{"metadata":{"name":"a""", 400 },
        { "another kind", "POST", Pods, """{"kind":"Service","apiVersion":"v1","metadata":{"name":"a"}}""", 400 },
        { "another version", "POST", Pods, """{"kind":"Pod","apiVersion":"v2","metadata":{"name":"a"}}""", 400 },
        { "no name", "POST", Pods, "{}", 422 },
        { "a name that is a path", "POST", ConfigMaps, Meta("../../etc") + "}", 422 },
        { "a name with a slash", "POST", ConfigMaps, Meta("a/b") + "}", 422 },
        { "unknown resource", "GET", "/api/v1/namespaces/default/widgets", null, 404 },
        { "unknown group", "GET", "/apis/example.com/v1/widgets", null, 404 },
        { "unknown version", "GET", "/apis/apps/v9/deployments", null, 404 },
        { "unknown path", "GET", "/nowhere", null, 404 },
        { "unknown subresource", "GET", Pods + "/a/feet", null, 404 },
        { "too many parts", "GET", Pods + "/a/b/c/d/e", null, 404 },
        { "empty parts", "GET", "/api/v1//pods", null, 404 },
        { "escaped slash", "GET", Pods + "/a%2fb", null, 404 },
        { "escaped dots", "GET", Pods + "/%2e%2e/%2e%2e/secrets", null, 404 },
        { "cluster resource in a namespace", "GET", "/api/v1/namespaces/default/nodes", null, 404 },
        { "post to an object", "POST", Pods + "/a", "{}", 405 },
        { "put to a collection", "PUT", Pods, "{}", 405 },
        { "create without a namespace", "POST", "/api/v1/pods", "{}", 405 },
        { "unknown method", "BREW", Pods, null, 405 },
        { "limit that is no number", "GET", Pods + "?limit=many", null, 400 },
        { "timeout that is no duration", "GET", Pods + "?timeout=soon", null, 400 },
        { "unknown dryRun", "POST", ConfigMaps + "?dryRun=Some", Meta("a") + "}", 422 },
        { "unknown fieldValidation", "POST", ConfigMaps + "?fieldValidation=Hard", Meta("a") + "}", 422 },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_IsRefusedWithAStatus(string name, string method, string path, string? body, int code)
    {
        Assert.NotEmpty(name);
        var before = await server.SendAsync(HttpMethod.Get, ConfigMaps);

        var answer = await server.SendAsync(new HttpMethod(method), path, body);

        Assert.Equal(code, answer.Code);
        using var status = JsonDocument.Parse(answer.Body);
        Assert.Equal("Status", status.RootElement.GetProperty("kind").GetString());
        Assert.Equal("Failure", status.RootElement.GetProperty("status").GetString());
        Assert.Equal(code, status.RootElement.GetProperty("code").GetInt32());
        Assert.Equal(before, await server.SendAsync(HttpMethod.Get, ConfigMaps));
        Assert.Empty(server.Failures);
    }

    [Fact]
    public async Task DeepJson_IsRefused()
    {
        var deep = Meta("a") + ""","spec":""" + new string('[', 100_000) + new string(']', 100_000) + "}";
        Assert.Equal(400, (await server.SendAsync(HttpMethod.Post, Pods, deep)).Code);
        Assert.Empty(server.Failures);
    }

    [Fact]
    public async Task BodyOverThreeMegabytes_Is413()
    {
        var (code, body) = await server.SendAsync(
            HttpMethod.Post, ConfigMaps, Meta("big") + ""","data":{"a":" """ + new string('x', 3 * 1024 * 1024) + "\"}}");
        Assert.Equal(413, code);
        Assert.Contains("limit is 3145728", body);
    }

    [Theory]
    [InlineData("text/html", 415)]
    [InlineData("application/cbor", 415)]
    [InlineData("application/vnd.kubernetes.protobuf", 400)]
    public async Task BodyOfAnotherType_IsRefused(string type, int code) =>
        Assert.Equal(code, (await server.SendAsync(HttpMethod.Post, ConfigMaps, "{}", type)).Code);

    [Fact]
    public async Task AnswerInAnotherType_Is406() =>
        Assert.Equal(406, (await server.SendAsync(HttpMethod.Get, ConfigMaps, accept: "text/html")).Code);

    [Fact]
    public async Task Anonymous_IsForbidden_ButSeesHealth()
    {
        Assert.Equal(403, (int)(await server.Anonymous.GetAsync(Pods)).StatusCode);
        Assert.Equal("ok", await server.Anonymous.GetStringAsync("/readyz"));
    }

    [Fact]
    public async Task CertificateOfAnotherAuthority_IsUnauthorized()
    {
        using var authority = ApiServer.Http.Certificates.CertificateIssuer.Authority(
            "kubernetes", DateTimeOffset.UtcNow, TimeSpan.FromDays(1));
        using var forged = ApiServer.Http.Certificates.CertificateIssuer.Client(
            authority, "kubernetes-admin", ["system:masters"], DateTimeOffset.UtcNow, TimeSpan.FromDays(1));
        using var client = server.Client(forged);

        Assert.Equal(401, (int)(await client.GetAsync(Pods)).StatusCode);
    }

    [Fact]
    public async Task OtherUser_IsForbiddenByName()
    {
        using var certificate = server.CertificateFor("jane", "devs");
        using var client = server.Client(certificate);
        var body = await (await client.GetAsync(Pods)).Content.ReadAsStringAsync();
        Assert.Contains("User \\\"jane\\\" cannot list resource \\\"pods\\\"", body);
    }

    [Fact]
    public async Task UnknownToken_IsUnauthorized()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Pods);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer nonsense");
        Assert.Equal(401, (int)(await server.Anonymous.SendAsync(request)).StatusCode);
    }

    [Fact]
    public void Bodies_AreLatin1_SoThatBadUtf8Travels() =>
        Assert.Equal([0xff], Encoding.Latin1.GetBytes("\u00ff"));
}
