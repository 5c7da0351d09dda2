using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Orchestrator.EndToEnd.Tests.Harness;

/// <summary>One HTTP/1.1 connection to the API as nobody, which is never made again.</summary>
internal sealed class KeptConnection : IAsyncDisposable
{
    private readonly TcpClient _client;
    private readonly SslStream _tls;

    private KeptConnection(TcpClient client, SslStream tls) => (_client, _tls) = (client, tls);

    /// <summary>The serial number that the server showed.</summary>
    public string Shown => _tls.RemoteCertificate!.GetSerialNumberString();

    public static async Task<KeptConnection> OpenAsync(Uri address)
    {
        var client = new TcpClient(address.Host, address.Port);
        var tls = new SslStream(client.GetStream(), false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = address.Host,
            ApplicationProtocols = [SslApplicationProtocol.Http11],
        });
        return new(client, tls);
    }

    /// <summary>The answer's head and what came with it.</summary>
    public async Task<string> GetAsync(string path)
    {
        await _tls.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        var answer = new byte[16 * 1024];
        return Encoding.ASCII.GetString(answer, 0, await _tls.ReadAtLeastAsync(answer, "HTTP/1.1 200 ".Length));
    }

    public async ValueTask DisposeAsync()
    {
        await _tls.DisposeAsync();
        _client.Dispose();
    }
}
