using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Orchestrator.ApiServer.Tests.Http;

/// <summary>A server that serves as many requests as it may.</summary>
public sealed class InFlightLimiterTests : IAsyncLifetime
{
    private const string Leases = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";
    private const string Lease = """{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"n1"}}""";

    private readonly HttpServer _server = new()
    {
        Options = ApiServerOptions.Default with { ReadsInFlightMax = 0, WritesInFlightMax = 0 },
    };

    private X509Certificate2 _certificate = null!;
    private HttpClient _node = null!;

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _certificate = _server.CertificateFor("system:node:n1", "system:nodes");
        _node = _server.Client(_certificate);
    }

    public async Task DisposeAsync()
    {
        _node.Dispose();
        _certificate.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("GET", "/api/v1/services")]
    [InlineData("POST", Leases)]
    public async Task OneMore_IsToldToComeBack_AndChangesNothing(string method, string path)
    {
        using var refused = await _node.SendAsync(Request(method, path));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("1", refused.Headers.RetryAfter?.ToString());
        var status = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!;
        Assert.Equal(("TooManyRequests", 1), ((string)status["reason"]!, (int)status["details"]!["retryAfterSeconds"]!));
        Assert.Equal(404, (await _server.SendAsync(HttpMethod.Get, $"{Leases}/n1")).Code);
    }

    [Fact]
    public async Task Administrator_IsServedAllTheSame()
    {
        Assert.Equal(200, (await _server.SendAsync(HttpMethod.Get, "/api/v1/nodes")).Code);
        Assert.Equal(201, (await _server.SendAsync(HttpMethod.Post, Leases, Lease)).Code);
    }

    [Fact]
    public async Task Watch_IsNotCounted()
    {
        using var watch = await _node.SendAsync(
            Request("GET", "/api/v1/services?watch=true"), HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(HttpStatusCode.OK, watch.StatusCode);
    }

    private static HttpRequestMessage Request(string method, string path) => new(new HttpMethod(method), path)
    {
        Content = method == "POST" ? new StringContent(Lease, Encoding.UTF8, "application/json") : null,
    };
}
