using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Orchestrator.Node.Probes;

namespace Orchestrator.Node.Process;

/// <summary>Probes over real sockets: a new connection each time, as a probe should find out whether one can be
/// had.</summary>
public sealed class NetworkProber : IProber, IDisposable
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.Zero,
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = static (_, _, _, _) => true,
        },
    });

    public async ValueTask<ProbeOutcome> HttpGetAsync(HttpProbe probe, TimeSpan timeout, CancellationToken cancellation)
    {
        var host = probe.Host.Contains(':') ? $"[{probe.Host}]" : probe.Host;
        var url = $"{probe.Scheme.ToLowerInvariant()}://{host}:{probe.Port}{probe.Path}";
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("User-Agent", "kube-probe/1.32");
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        request.Headers.ConnectionClose = true;
        foreach (var header in probe.Headers)
        {
            if (header.Name.Equals("Host", StringComparison.OrdinalIgnoreCase))
                request.Headers.Host = header.Value;
            else
                request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        try
        {
            using var response = await _http.SendAsync(request, limit.Token);
            var code = (int)response.StatusCode;
            return code is >= 200 and < 400
                ? ProbeOutcome.Success
                : new(false, $"HTTP probe failed with statuscode: {code}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(false,
                $"Get \"{url}\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
        }
        catch (HttpRequestException error)
        {
            return new(false, $"Get \"{url}\": {Reason(error, probe.Host, probe.Port)}");
        }
    }

    public async ValueTask<ProbeOutcome> TcpConnectAsync(
        string host, int port, TimeSpan timeout, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(host, port, limit.Token);
            return ProbeOutcome.Success;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(false, $"dial tcp {host}:{port}: i/o timeout");
        }
        catch (SocketException error)
        {
            return new(false, Reason(error, host, port));
        }
    }

    public void Dispose() => _http.Dispose();

    private static string Reason(Exception error, string host, int port)
    {
        var socket = error as SocketException ?? error.InnerException as SocketException;
        return socket switch
        {
            { SocketErrorCode: SocketError.ConnectionRefused } =>
                $"dial tcp {host}:{port}: connect: connection refused",
            { } other => $"dial tcp {host}:{port}: {other.Message}",
            null => error.Message,
        };
    }
}
