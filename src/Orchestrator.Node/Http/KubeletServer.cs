using System.Net;
using System.Security.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Api.Errors;
using Orchestrator.Node.Kubelet;

namespace Orchestrator.Node.Http;

/// <summary>The kubelet's HTTPS port: <c>/containerLogs</c> and <c>/healthz</c>, for the API server alone. One serves
/// all nodes of a process.</summary>
public sealed class KubeletServer : IAsyncDisposable
{
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(2);

    private readonly WebApplication _web;
    private readonly PodTable _pods;
    private readonly KubeletClients _clients;
    private readonly CancellationTokenSource _stopping = new();

    private KubeletServer(KubeletServerOptions options, PodTable pods)
    {
        _pods = pods;
        _clients = new KubeletClients(options.Authority, options.Time);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => Configure(kestrel, options));
        _web = builder.Build();
        _web.Run(HandleAsync);
    }

    /// <summary>The port it got.</summary>
    public int Port { get; private set; }

    /// <exception cref="IOException">The address is in use.</exception>
    public static async Task<KubeletServer> StartAsync(
        KubeletServerOptions options, PodTable pods, CancellationToken cancellation = default)
    {
        var server = new KubeletServer(options, pods);
        try
        {
            await server._web.StartAsync(cancellation);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
        var bound = server._web.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.First();
        server.Port = new Uri(bound).Port;
        return server;
    }

    /// <summary>Ends logs that are followed, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        using var limit = new CancellationTokenSource(StopMax);
        await _web.StopAsync(limit.Token);
        await _web.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task HandleAsync(HttpContext http)
    {
        var refusal = _clients.Refusal(http.Features.Get<ITlsConnectionFeature>()?.ClientCertificate);
        if (refusal is var (code, why))
        {
            await SayAsync(http, code, why);
            return;
        }
        try
        {
            await RouteAsync(http);
        }
        catch (StatusException error) when (!http.Response.HasStarted)
        {
            await SayAsync(http, error.Code, error.Message);
        }
    }

    private Task RouteAsync(HttpContext http)
    {
        string[] parts = (http.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            ["healthz"] => SayAsync(http, StatusCodes.Status200OK, "ok"),
            ["containerLogs", var ns, var pod, var container] => LogAsync(http, ns, pod, container),
            _ => SayAsync(http, StatusCodes.Status404NotFound, "404 page not found"),
        };
    }

    private async Task LogAsync(HttpContext http, string ns, string name, string container)
    {
        if (_pods.Find(ns, name) is not { } found)
            throw Statuses.NotFound("", "pods", name);
        var options = LogQuery.Read(http.Request.Query);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _stopping.Token);
        var request = new ContainerLogRequest(found.Pod, container, options);
        await using var log = await ContainerLogs.OpenAsync(found.Runtime, request, ended.Token);
        http.Response.ContentType = "text/plain";
        http.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        try
        {
            // The reader of an empty log that is followed wants to know that it is there.
            await http.Response.Body.FlushAsync(ended.Token);
            await log.CopyToAsync(http.Response.Body, ended.Token);
        }
        catch (OperationCanceledException)
        {
            // The reader went, or this process ends: nobody is left to tell.
            http.Abort();
        }
    }

    private static Task SayAsync(HttpContext http, int code, string text)
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(text);
    }

    private static void Configure(KestrelServerOptions kestrel, KubeletServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Listen(options.Listen, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(new HttpsConnectionAdapterOptions
            {
                ServerCertificateSelector = (_, name) => options.CertificateOf(name),
                SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                ClientCertificateMode = ClientCertificateMode.AllowCertificate,
                CheckCertificateRevocation = false,
                // Decided per request: a wrong one is told so, not cut off.
                ClientCertificateValidation = static (_, _, _) => true,
            });
        });
    }
}
