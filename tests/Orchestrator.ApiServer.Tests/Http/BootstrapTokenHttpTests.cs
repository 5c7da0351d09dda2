using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Orchestrator.ApiServer.Tests.Http;

/// <summary>Bearer tokens over HTTPS, as a machine that joins sends them.</summary>
public class BootstrapTokenHttpTests(HttpServer server) : IClassFixture<HttpServer>
{
    private const string Requests = "/apis/certificates.k8s.io/v1/certificatesigningrequests";
    private const string Secret = "0123456789abcdef";

    public static TheoryData<string, string, string, string, int, string> Rows => new()
    {
        { "good", "aaaaa1", Secret, Data("aaaaa1"), 200, "" },
        { "wrong secret", "aaaaa2", "0123456789abcdeg", Data("aaaaa2"), 401, "Unauthorized" },
        { "expired", "aaaaa3", Secret, Data("aaaaa3", "expiration", "2020-01-01T00:00:00Z"), 401, "the bootstrap token aaaaa3 expired at 2020-01-01T00:00:00Z: create another" },
        { "not for authentication", "aaaaa4", Secret, Data("aaaaa4", "usage-bootstrap-authentication", "false"), 401, "the bootstrap token aaaaa4 is not for authentication: usage-bootstrap-authentication is not true" },
        { "malformed", "AAAAA5", Secret, Data("aaaaa5"), 401, "Unauthorized" },
        { "of no group", "aaaaa6", Secret, Data("aaaaa6", "auth-extra-groups", ""), 403, "certificatesigningrequests.certificates.k8s.io is forbidden: User \"system:bootstrap:aaaaa6\" cannot list resource \"certificatesigningrequests\" in API group \"certificates.k8s.io\" at the cluster scope" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Token_IsTakenOrRefused(
        string name, string id, string secret, string data, int code, string message)
    {
        var created = await server.SendAsync(
            HttpMethod.Post, "/api/v1/namespaces/kube-system/secrets",
            $$"""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"bootstrap-token-{{id.ToLowerInvariant()}}"},"type":"bootstrap.kubernetes.io/token","stringData":{{data}}}""");
        Assert.Equal(201, created.Code);

        var (answered, body) = await GetAsync(Requests, $"{id}.{secret}");

        Assert.Equal((name, code), (name, answered));
        if (message.Length > 0)
            Assert.Equal(message, (string?)JsonNode.Parse(body)!["message"]);
    }

    [Fact]
    public async Task ClusterInfo_IsReadWithoutCredentials()
    {
        await server.EnsureClusterInfoAsync();
        using var info = await server.Anonymous.GetAsync("/api/v1/namespaces/kube-public/configmaps/cluster-info");
        using var all = await server.Anonymous.GetAsync("/api/v1/namespaces/kube-public/configmaps");

        Assert.Equal((200, 403), ((int)info.StatusCode, (int)all.StatusCode));
        var text = (string?)JsonNode.Parse(await info.Content.ReadAsStringAsync())!["data"]!["kubeconfig"];
        Assert.Contains("certificate-authority-data: ", text, StringComparison.Ordinal);
        Assert.Contains("server: https://127.0.0.1:", text, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Body)> GetAsync(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await server.Anonymous.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static string Data(string id, string key = "description", string value = "x")
    {
        var data = new JsonObject
        {
            ["token-id"] = id,
            ["token-secret"] = Secret,
            ["usage-bootstrap-authentication"] = "true",
            ["auth-extra-groups"] = "system:bootstrappers:kubeadm:default-node-token",
            [key] = value,
        };
        return data.ToJsonString();
    }
}
