using System.Net;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Actors.Threaded;
using Orchestrator.Api.Core.V1;
using Orchestrator.ApiServer;
using Orchestrator.ApiServer.Http;
using Orchestrator.ApiServer.Http.Certificates;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client.Http;
using Orchestrator.Store;
using Orchestrator.Store.Journals;

namespace Orchestrator.Client.Tests.Http;

/// <summary>The real API server on a loopback port, and clients for it.</summary>
public sealed class ApiOverHttp : IAsyncLifetime
{
    /// <summary>So few that a test can outrun the history.</summary>
    public const int HistoryChangesMax = 2000;

    private readonly string _directory = Directory.CreateTempSubdirectory("client-tests-").FullName;
    private readonly List<IDisposable> _clients = [];
    private ThreadedActorSystem _system = null!;
    private StoreHost _store = null!;
    private ApiServerCore _core = null!;
    private ApiServerHost _host = null!;

    public ClusterCertificates Certificates { get; private set; } = null!;

    /// <summary>The same server without a network between.</summary>
    public IApiClient Direct { get; private set; } = null!;

    /// <summary>As the administrator, straight to the server.</summary>
    public HttpApiClient Admin { get; private set; } = null!;

    public IPEndPoint Address => _host.Address;

    public string AdminKubeconfigText => AdminKubeconfig.Text(Certificates, _host.Url);

    public async Task InitializeAsync()
    {
        _system = new ThreadedActorSystem();
        var options = new StoreOptions { HistoryChangesMax = HistoryChangesMax };
        _store = StoreHost.Start(_system, new MemoryJournal(), new KindObjectCodec(), options);
        await _store.ReadyAsync();
        _core = await ApiServerCore.StartAsync(new ApiServerPorts(_system, _store, new NoNodes()));
        Direct = _core.ClientFor(UserIdentity.Of("admin", UserIdentity.MastersGroup));
        Certificates = ClusterCertificates.LoadOrCreate(_directory, [], TimeProvider.System);
        _host = await AnotherAsync();
        Admin = Client();
    }

    /// <summary>One more server of the same cluster, on a port of its own; its caller stops it.</summary>
    public Task<ApiServerHost> AnotherAsync() => ApiServerHost.StartAsync(_core, new ApiServerHostOptions(Certificates)
    {
        Listen = new IPEndPoint(IPAddress.Loopback, 0),
        Tokens = new OneToken(),
        StopTimeout = TimeSpan.FromSeconds(1),
    });

    public async Task DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await _host.DisposeAsync();
        await _core.DisposeAsync();
        await _system.DisposeAsync();
        Certificates.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>As the administrator, to the server or to something in front of it.</summary>
    public HttpApiClientOptions Options(IPEndPoint? at = null) => new(new Uri($"https://{at ?? Address}"))
    {
        Authorities = [Certificates.Authority],
        ClientCertificate = () => Certificates.Admin,
    };

    public HttpApiClient Client(HttpApiClientOptions? options = null)
    {
        var client = new HttpApiClient(options ?? Options());
        _clients.Add(client);
        return client;
    }

    public static X509Certificate2 ExpiredOf(ClusterCertificates certificates) => CertificateIssuer.Client(
        certificates.Authority, "late", [UserIdentity.MastersGroup], DateTimeOffset.UtcNow, TimeSpan.FromMinutes(-30));

    public Task NamespaceAsync(string name) =>
        Direct.CreateAsync(new Namespace { Metadata = new() { Name = name } }).AsTask();

    private sealed class OneToken : ITokenAuthenticator
    {
        public ValueTask<UserIdentity?> AuthenticateAsync(string token, CancellationToken cancellation) =>
            new(token == "good" ? UserIdentity.Of("bearer", UserIdentity.MastersGroup) : null);
    }

    private sealed class NoNodes : INodeConnector
    {
        public ValueTask<Stream> OpenLogAsync(
            string nodeName, ContainerLogRequest request, CancellationToken cancellation = default) =>
            throw new NotSupportedException();
    }
}
