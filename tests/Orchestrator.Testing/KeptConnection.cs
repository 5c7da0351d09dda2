using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Testing;

/// <summary>One HTTP/1.1 connection to the API, which is never made again.</summary>
public sealed class KeptConnection : IDisposable
{
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(60);

    private readonly SslStream _tls;
    private readonly HttpClient _http;
    private int _uses;

    private KeptConnection(SslStream tls, Uri address)
    {
        _tls = tls;
        _http = new HttpClient(new SocketsHttpHandler { ConnectCallback = Connect, UseProxy = false })
        {
            // Without TLS, as far as the client knows: the connection has its own.
            BaseAddress = new UriBuilder(address) { Scheme = Uri.UriSchemeHttp }.Uri,
            Timeout = AnswerMax,
        };
    }

    /// <summary>The serial number that the server showed.</summary>
    public string Shown => _tls.RemoteCertificate!.GetSerialNumberString();

    /// <param name="address">Such as <c>https://127.0.0.1:6443</c>; whatever certificate it shows is taken.</param>
    /// <param name="client">Whose connection it is; null: nobody's.</param>
    public static async Task<KeptConnection> OpenAsync(Uri address, X509Certificate2? client = null)
    {
        using var late = new CancellationTokenSource(AnswerMax);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address.Host, address.Port, late.Token);
        var tls = new SslStream(new NetworkStream(socket, ownsSocket: true), false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = address.Host,
                ClientCertificates = client is null ? null : [client],
                ApplicationProtocols = [SslApplicationProtocol.Http11],
            },
            late.Token);
        return new(tls, address);
    }

    /// <exception cref="HttpRequestException">The server has closed it.</exception>
    public async Task<int> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(path);
        return (int)answer.StatusCode;
    }

    public void Dispose()
    {
        _http.Dispose();
        _tls.Dispose();
    }

    private ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation) =>
        Interlocked.Increment(ref _uses) == 1 ? new(_tls) : throw new IOException("the connection was not kept");
}
