using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Http.Certificates;
using Orchestrator.ApiServer.Http.Kubelets;
using Orchestrator.Client;
using Orchestrator.Node.Http;
using Orchestrator.Node.Kubelet;
using Orchestrator.Testing;
using NodeObject = Orchestrator.Api.Core.V1.Node;

namespace Orchestrator.Hosting.Tests.Kubelets;

/// <summary>The API server and a kubelet over real TLS.</summary>
public sealed class KubeletPortTests : IAsyncLifetime
{
    private const string NodeName = "node-1";
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1), Hour = TimeSpan.FromHours(1);

    private readonly X509Certificate2 _authority = CertificateIssuer.Authority("kubernetes", Now, Day);
    private readonly LogRuntime _runtime = new();
    private readonly PodTable _pods = new();
    private readonly Pod _pod = new()
    {
        Metadata = new() { Namespace = "default", Name = "web", Uid = "u1" },
        Spec = new() { NodeName = NodeName, Containers = [new Container { Name = "app", Image = "x" }] },
    };

    private readonly ManualTime _time = new(Now);
    private readonly IssuedCertificate _self;
    private KubeletServer _server = null!;

    public KubeletPortTests() => _self = IssuedCertificate.InMemory(
        "apiserver-kubelet-client", _time,
        now => CertificateIssuer.Client(_authority, HttpNodeConnector.User, [], now, Hour));

    public async Task InitializeAsync()
    {
        _pods.Set(_pod, _runtime);
        var serving = Serving(NodeName);
        _server = await KubeletServer.StartAsync(
            new KubeletServerOptions(_authority, name => name == NodeName ? serving : null) { Time = _time }, _pods);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Log_PassesWithItsOptions()
    {
        using var connector = Connector();
        var since = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        var log = await ReadAsync(connector, new PodLogOptions { TailLines = 7, SinceTime = since });

        Assert.StartsWith("c1 7 ", log);
        Assert.Contains("2026-01-02T03:04:05Z", log);
    }

    [Fact]
    public async Task FollowedLog_ComesAsItIsWritten_AndTheRuntimeLearnsThatTheReaderLeft()
    {
        using var connector = Connector();
        await using (var log = await connector.OpenLogAsync(
            NodeName, new ContainerLogRequest(_pod, "app", new PodLogOptions { Follow = true })))
        {
            var buffer = new byte[64];
            foreach (var line in (string[])["one\n", "two\n"])
            {
                await _runtime.Followed.Writer.WriteAsync(Encoding.UTF8.GetBytes(line));
                var count = await log.ReadAsync(buffer);
                Assert.Equal(line, Encoding.UTF8.GetString(buffer, 0, count));
            }
        }

        await _runtime.Left.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task RenewedCertificate_IsTheNextConnections_AndALogThatIsFollowedGoesOn()
    {
        using var connector = Connector();
        await using var log = await connector.OpenLogAsync(
            NodeName, new ContainerLogRequest(_pod, "app", new PodLogOptions { Follow = true }));
        // Its connection is kept, and known by the certificate that it was made with.
        await ReadAsync(connector, new PodLogOptions { TailLines = 1 });

        _time.Advance(Hour * 0.8);
        Assert.Null(_self.Renew());
        _time.Advance(Hour * 0.4);
        var later = await ReadAsync(connector, new PodLogOptions { TailLines = 2 });

        Assert.StartsWith("c1 2 ", later);
        await _runtime.Followed.Writer.WriteAsync("still\n"u8.ToArray());
        var buffer = new byte[64];
        Assert.Equal("still\n", Encoding.UTF8.GetString(buffer, 0, await log.ReadAsync(buffer)));
    }

    [Fact]
    public async Task ContainerThatDoesNotRun_IsRefusedInTheKubeletsWords()
    {
        using var connector = Connector();

        var refused = await Assert.ThrowsAsync<StatusException>(async () => await connector.OpenLogAsync(
            NodeName, new ContainerLogRequest(_pod, "other", new PodLogOptions())));

        Assert.Equal(
            (400, "container \"other\" in pod \"web\" is not available"), (refused.Code, refused.Message));
    }

    [Fact]
    public async Task PodOfAnotherNode_IsNotFound()
    {
        using var connector = Connector();
        var other = _pod with { Metadata = _pod.Metadata with { Name = "elsewhere" } };

        var refused = await Assert.ThrowsAsync<StatusException>(async () => await connector.OpenLogAsync(
            NodeName, new ContainerLogRequest(other, "app", new PodLogOptions())));

        Assert.Equal((404, "pods \"elsewhere\" not found"), (refused.Code, refused.Message));
    }

    [Theory]
    [InlineData("kube-apiserver-kubelet-client", 200)]
    [InlineData("system:node:node-2", 403)]
    [InlineData(null, 401)]
    public async Task OnlyTheApiServer_IsLetIn(string? user, int code)
    {
        using var client = user is null ? null : Client(_authority, user);

        Assert.Equal(code, await StatusAsync(client));
    }

    [Fact]
    public async Task CertificateOfAnotherAuthority_IsNobody()
    {
        using var stranger = CertificateIssuer.Authority("kubernetes", Now, Day);
        using var client = Client(stranger, HttpNodeConnector.User);

        Assert.Equal(401, await StatusAsync(client));
    }

    [Fact]
    public async Task AnotherNodesCertificateAtTheAddress_IsRefused()
    {
        var wrong = Serving("node-2");
        await using var imposter = await KubeletServer.StartAsync(
            new KubeletServerOptions(_authority, _ => wrong), _pods);
        using var connector = Connector(imposter.Port);

        var refused = await Assert.ThrowsAsync<StatusException>(
            () => ReadAsync(connector, new PodLogOptions()));

        Assert.Equal(500, refused.Code);
        Assert.Contains("RemoteCertificateNameMismatch", refused.Message);
    }

    [Fact]
    public async Task NobodyAtTheAddress_IsToldWithTheNodesName()
    {
        await _server.DisposeAsync();
        using var connector = Connector();

        var refused = await Assert.ThrowsAsync<StatusException>(
            () => ReadAsync(connector, new PodLogOptions()));

        Assert.Equal(500, refused.Code);
        Assert.EndsWith("(node node-1 cannot be reached)", refused.Message);
        _server = await KubeletServer.StartAsync(new KubeletServerOptions(_authority, _ => null), _pods);
    }

    [Fact]
    public async Task NodeWithoutAnEndpoint_IsToldSo()
    {
        using var connector = Connector(port: 0);

        var refused = await Assert.ThrowsAsync<StatusException>(
            () => ReadAsync(connector, new PodLogOptions()));

        Assert.Equal(
            (503, "node node-1 cannot be reached: it names no kubelet endpoint"), (refused.Code, refused.Message));
    }

    private async Task<string> ReadAsync(HttpNodeConnector connector, PodLogOptions options)
    {
        await using var log = await connector.OpenLogAsync(
            NodeName, new ContainerLogRequest(_pod, "app", options));
        using var reader = new StreamReader(log);
        return await reader.ReadToEndAsync();
    }

    private HttpNodeConnector Connector(int? port = null)
    {
        var node = new NodeObject
        {
            Metadata = new() { Name = NodeName },
            Status = new()
            {
                Addresses = [new NodeAddress { Type = "InternalIP", Address = "127.0.0.1" }],
                DaemonEndpoints = new() { KubeletEndpoint = new() { Port = port ?? _server.Port } },
            },
        };
        return new HttpNodeConnector((_, _) => new(node), _authority, _self);
    }

    private async Task<int> StatusAsync(X509Certificate2? client)
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        if (client is not null)
            handler.SslOptions.ClientCertificates = [client];
        using var http = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://127.0.0.1:{_server.Port}/healthz");
        request.Headers.Host = NodeName;
        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private X509Certificate2 Serving(string node) =>
        CertificateIssuer.Server(_authority, $"system:node:{node}", [node, "127.0.0.1"], Now, Day);

    private static X509Certificate2 Client(X509Certificate2 authority, string user) =>
        CertificateIssuer.Client(authority, user, ["system:masters"], Now, Day);
}
