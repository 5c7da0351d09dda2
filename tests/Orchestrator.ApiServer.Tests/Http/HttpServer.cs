using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Orchestrator.Actors.Threaded;
using Orchestrator.ApiServer.Bootstrap;
using Orchestrator.ApiServer.Http;
using Orchestrator.ApiServer.Http.Certificates;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Store;
using Orchestrator.Store.Journals;

namespace Orchestrator.ApiServer.Tests.Http;

/// <summary>A server on a real loopback port, and clients for it.</summary>
public sealed class HttpServer : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("apiserver-tests-").FullName;
    private ThreadedActorSystem _system = null!;
    private StoreHost _store = null!;
    private ApiServerCore _core = null!;
    private ApiServerHost _host = null!;
    private ClusterCertificates _certificates = null!;

    public HttpClient Admin { get; private set; } = null!;

    public HttpClient Anonymous { get; private set; } = null!;

    public List<string> Failures { get; } = [];

    internal ClusterCertificates Certificates => _certificates;

    public ApiServerOptions Options { get; init; } = ApiServerOptions.Default;

    public string Kubeconfig => Path.Combine(_directory, "admin.kubeconfig");

    public async Task InitializeAsync()
    {
        _system = new ThreadedActorSystem();
        _store = StoreHost.Start(_system, new MemoryJournal(), new KindObjectCodec());
        await _store.ReadyAsync();
        _core = await ApiServerCore.StartAsync(
            new ApiServerPorts(_system, _store, new SimulatedServer.FakeNodes()), Options);
        _certificates = ClusterCertificates.LoadOrCreate(
            Path.Combine(_directory, "pki"), [_core.KubernetesServiceIp], TimeProvider.System);
        _host = await ApiServerHost.StartAsync(_core, new ApiServerHostOptions(_certificates)
        {
            Listen = new IPEndPoint(IPAddress.Loopback, 0),
            Tokens = _core.BootstrapTokens,
            OnFailure = (what, error) => Failures.Add($"{what}: {error}"),
        });
        AdminKubeconfig.Write(Kubeconfig, _certificates, _host.Url);
        Admin = Client(_certificates.Admin);
        Anonymous = Client(null);
    }

    public async Task DisposeAsync()
    {
        Admin.Dispose();
        Anonymous.Dispose();
        await _host.DisposeAsync();
        await _core.DisposeAsync();
        await _system.DisposeAsync();
        _certificates.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    public HttpClient Client(X509Certificate2? certificate) => new(new SocketsHttpHandler
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            ClientCertificates = certificate is null ? null : [certificate],
            RemoteCertificateValidationCallback = (_, presented, _, _) => IsOurs((X509Certificate2)presented!),
        },
    })
    {
        BaseAddress = new Uri(_host.Url),
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
    };

    public X509Certificate2 CertificateFor(string user, params string[] groups) =>
        _certificates.ClientFor(user, user, groups).Current;

    public async Task EnsureClusterInfoAsync() =>
        await new ClusterInfoKeeper(
            _core.ClientFor(UserIdentity.ApiServer), _certificates.AuthorityPem, TimeProvider.System)
            .EnsureAsync([_host.Address], default);

    public async Task<(int Code, string Body)> SendAsync(
        HttpMethod method, string path, string? body = null, string type = "application/json", string? accept = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await Admin.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Sends bytes over TLS as they are, and gives all that comes back until the server hangs up or falls
    /// silent.</summary>
    public async Task<string> RawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_host.Address);
        await using var tls = new SslStream(
            client.GetStream(), false, (_, presented, _, _) => IsOurs((X509Certificate2)presented!));
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "127.0.0.1",
            ClientCertificates = [_certificates.Admin],
            ApplicationProtocols = [SslApplicationProtocol.Http11],
        });
        await tls.WriteAsync(Encoding.Latin1.GetBytes(request));
        var answer = new StringBuilder();
        var buffer = new byte[16 * 1024];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            int read;
            while (!IsWhole(answer.ToString()) && (read = await tls.ReadAsync(buffer, limit.Token)) > 0)
                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
        catch (IOException)
        {
            // Hung up on while still sending: what was answered before that counts.
        }
        return answer.ToString();
    }

    // All answers to unreadable requests end with a Status, which is one line of JSON.
    private static bool IsWhole(string answer) =>
        answer.Contains("\"code\":4", StringComparison.Ordinal) && answer.EndsWith('}');

    private bool IsOurs(X509Certificate2 presented)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_certificates.Authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(presented) && presented.MatchesHostname("127.0.0.1");
    }
}
