using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Hostile;

/// <summary>Clients that are nobody, or pretend to be somebody.</summary>
public sealed class IdentityTests(HostileCluster cluster) : IClassFixture<HostileCluster>
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const string Map = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}""";

    [Theory]
    [InlineData("GET", "/api/v1/pods")]
    [InlineData("GET", "/api/v1/secrets")]
    [InlineData("GET", ConfigMaps + "/target")]
    [InlineData("POST", ConfigMaps)]
    [InlineData("DELETE", ConfigMaps + "/target")]
    [InlineData("DELETE", ConfigMaps)]
    [InlineData("GET", "/metrics")]
    [InlineData("GET", "/apis")]
    [InlineData("GET", "/openapi/v2")]
    public async Task Anonymous_IsForbidden(string method, string path)
    {
        var before = await cluster.DigestAsync();
        using var nobody = ApiHttp.With(cluster.Cluster.Kubeconfig, null);

        var answer = await nobody.SendAsync(method, path, method == "POST" ? Map : null);

        HostileCluster.AssertStatus($"{method} {path}", 403, answer);
        Assert.Contains("system:anonymous", answer.Json.GetProperty("message").GetString());
        Assert.Equal(before, await cluster.DigestAsync());
    }

    [Theory]
    [InlineData("/version")]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    [InlineData("/healthz")]
    public async Task Anonymous_MayAskForHealthAndVersion(string path)
    {
        using var nobody = ApiHttp.With(cluster.Cluster.Kubeconfig, null);

        Assert.Equal(200, (await nobody.GetAsync(path)).Code);
    }

    [Fact]
    public async Task CertificateOfAnotherAuthority_IsRefused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("O=system:masters, CN=kubernetes-admin", key, HashAlgorithmName.SHA256);
        var now = DateTimeOffset.UtcNow;
        using var forged = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        using var client = ApiHttp.With(cluster.Cluster.Kubeconfig, forged);

        HostileCluster.AssertStatus("forged", 401, await client.GetAsync("/api/v1/secrets"));
    }

    [Fact]
    public async Task TokenOfNobody_IsRefused()
    {
        using var nobody = ApiHttp.With(cluster.Cluster.Kubeconfig, null);

        var answer = await nobody.SendBytesAsync(
            "GET", "/api/v1/secrets", null, headers: ("Authorization", "Bearer made-up"));

        HostileCluster.AssertStatus("made-up token", 401, answer);
    }

    [Theory]
    [InlineData("plain HTTP", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("noise", "\u0016\u0003\u0001\u00ff\u00ff noise noise noise")]
    [InlineData("nothing at all", "")]
    public async Task BytesThatAreNoTls_DisturbNobody(string what, string bytes)
    {
        var address = IPEndPoint.Parse(cluster.Cluster.Address.Authority);
        var sockets = new List<Socket>();
        for (var i = 0; i < 50; i++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            sockets.Add(socket);
            await socket.ConnectAsync(address);
            await socket.SendAsync(Encoding.Latin1.GetBytes(bytes));
        }

        var answer = await cluster.Admin.GetAsync(ConfigMaps);

        Assert.True(answer.Code == 200, what);
        sockets.ForEach(socket => socket.Dispose());
        cluster.AssertSilent();
    }
}
