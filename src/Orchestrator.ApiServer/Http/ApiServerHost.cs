using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.OpenApi;
using Orchestrator.ApiServer.Discovery;
using Orchestrator.ApiServer.Http.Certificates;
using Orchestrator.ApiServer.Http.Connections;
using Orchestrator.ApiServer.Http.Endpoints;
using Orchestrator.ApiServer.Http.Metrics;
using Orchestrator.ApiServer.Http.Routing;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Http;

/// <summary>The API over HTTPS, HTTP/2 and HTTP/1.1: Kestrel with one handler.</summary>
public sealed class ApiServerHost : IAsyncDisposable
{
    private readonly WebApplication _services;
    private readonly IServer _kestrel;
    private readonly CancellationTokenSource _stopping = new();
    private readonly RequestMetrics _metrics;
    private readonly PrometheusExporter _exporter = new();
    private readonly FrontDoor _door;
    private readonly ApiServerHostOptions _options;

    private ApiServerHost(ApiServerCore core, ApiServerHostOptions options)
    {
        _options = options;
        _services = KestrelOf(core, options);
        _kestrel = _services.Services.GetRequiredService<IServer>();
        var limiter = new InFlightLimiter(core.Options.ReadsInFlightMax, core.Options.WritesInFlightMax);
        _metrics = new RequestMetrics(limiter);
        var table = ResourceTable.BuiltIn;
        _door = new FrontDoor(
            core,
            new ConnectionIdentity(
                new ClientCertificateAuthenticator(options.Certificates.Authority, core.Time),
                new ClientCertificateAuthenticator(options.Certificates.FrontProxyAuthority, core.Time),
                options.Tokens, core.Time),
            new HttpRouter(table, new RequestReader(core.Options.RequestBytesMax), core),
            Endpoints(table, WithStore(options.Health, core)),
            new RequestGate(limiter, _metrics, _stopping.Token, options.OnFailure));
    }

    /// <summary>The address it listens on, with the port it got.</summary>
    public IPEndPoint Address { get; private set; } = new(IPAddress.None, 0);

    /// <summary>Such as <c>https://127.0.0.1:6443</c>.</summary>
    public string Url => $"https://{Address}";

    /// <exception cref="IOException">The address is in use.</exception>
    public static async Task<ApiServerHost> StartAsync(
        ApiServerCore core, ApiServerHostOptions options, CancellationToken cancellation = default)
    {
        var host = new ApiServerHost(core, options);
        try
        {
            await host._kestrel.StartAsync(new ApiHttpApplication(host._door), cancellation);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
        var bound = host._kestrel.Features.Get<IServerAddressesFeature>()!.Addresses.First();
        host.Address = new IPEndPoint(options.Listen.Address, new Uri(bound).Port);
        return host;
    }

    /// <summary>Ends watches, lets other requests finish, closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        using var limit = new CancellationTokenSource(_options.StopTimeout);
        await _kestrel.StopAsync(limit.Token);
        _metrics.Dispose();
        _exporter.Dispose();
        await _services.DisposeAsync();
        _stopping.Dispose();
    }

    private List<IPathEndpoint> Endpoints(ResourceTable table, HealthChecks health) =>
    [
        new HealthEndpoint(health),
        new VersionEndpoint(),
        new DiscoveryEndpoint(new DiscoveryDocuments(table)),
        new OpenApiEndpoint(new OpenApiDocuments(ApiKinds.Served, KubernetesVersion.Text)),
        new MetricsEndpoint(_exporter),
        new RootEndpoint(table),
    ];

    private static HealthChecks WithStore(HealthChecks checks, ApiServerCore core) => checks.Add("store", () =>
    {
        try
        {
            return core.Store.Current.Revision > 0 ? null : "nothing is stored";
        }
        catch (StoreUnavailableException lost)
        {
            return lost.Message;
        }
    });

    // The host is built for Kestrel's own services and never run: requests go from the server straight to our handler.
    private static WebApplication KestrelOf(ApiServerCore core, ApiServerHostOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => Configure(kestrel, core, options));
        if (options.Bound is { } bound)
        {
            builder.Services.Configure<SocketTransportOptions>(
                sockets => sockets.CreateBoundListenSocket = _ => bound);
        }
        return builder.Build();
    }

    private static void Configure(KestrelServerOptions kestrel, ApiServerCore core, ApiServerHostOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = core.Options.RequestBytesMax;
        kestrel.Limits.MaxRequestLineSize = RequestSize.ReadBytesMax;
        kestrel.Limits.MaxRequestHeadersTotalSize = RequestSize.ReadBytesMax;
        kestrel.Limits.MaxRequestHeaderCount = RequestSize.HeaderCountMax;
        kestrel.Limits.Http2.MaxRequestHeaderFieldSize = RequestSize.ReadBytesMax;
        // A kubelet or kubectl holds dozens of watches on one connection.
        kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
        kestrel.Limits.Http2.InitialConnectionWindowSize = 1024 * 1024;
        kestrel.Listen(options.Listen, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(Https(options.Certificates));
            listen.Use(next => new StatusOnRefusal(next).OnConnectionAsync);
        });
    }

    /// <summary>Each handshake shows the certificate of that moment; connections that are kept know nothing of a
    /// renewal.</summary>
    private static TlsHandshakeCallbackOptions Https(ClusterCertificates certificates) => new()
    {
        OnConnection = _ => new(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = certificates.Serving.Context,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ClientCertificateRequired = true,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            // Who it belongs to is decided per request: none is anonymous, and a wrong one a 401 that says so, not a
            // broken handshake.
            RemoteCertificateValidationCallback = static (_, _, _, _) => true,
        }),
    };
}
