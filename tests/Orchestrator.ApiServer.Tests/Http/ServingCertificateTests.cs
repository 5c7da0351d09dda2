using System.Net.Security;
using System.Net.Sockets;

namespace Orchestrator.ApiServer.Tests.Http;

/// <summary>The API's port while its certificate is renewed.</summary>
public sealed class ServingCertificateTests(HttpServer server) : IClassFixture<HttpServer>
{
    [Fact]
    public async Task Renewed_NewConnectionsAreShownTheNext_AndKeptOnesGoOn()
    {
        using var kept = await ShownAsync();
        var first = kept.Shown;
        // HTTP/1.1 on purpose: the connection is this one.
        Assert.StartsWith("HTTP/1.1 200", await kept.GetAsync());

        Assert.Null(server.Certificates.Serving.Renew());

        using var next = await ShownAsync();
        Assert.Equal(server.Certificates.Server.GetSerialNumberString(), next.Shown);
        Assert.NotEqual(first, next.Shown);
        Assert.StartsWith("HTTP/1.1 200", await next.GetAsync());
        Assert.StartsWith("HTTP/1.1 200", await kept.GetAsync());
        Assert.Empty(server.Failures);
    }

    private async Task<Connection> ShownAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", server.Admin.BaseAddress!.Port);
        var tls = new SslStream(client.GetStream(), false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "127.0.0.1",
            ClientCertificates = [server.Certificates.Admin],
            ApplicationProtocols = [SslApplicationProtocol.Http11],
        });
        return new(client, tls);
    }

    private sealed class Connection(TcpClient client, SslStream tls) : IDisposable
    {
        public string Shown => tls.RemoteCertificate!.GetSerialNumberString();

        public async Task<string> GetAsync()
        {
            await tls.WriteAsync("GET /api/v1/namespaces/default HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
            var answer = new byte[16 * 1024];
            var read = await tls.ReadAtLeastAsync(answer, "HTTP/1.1 200".Length);
            return System.Text.Encoding.ASCII.GetString(answer, 0, read);
        }

        public void Dispose()
        {
            tls.Dispose();
            client.Dispose();
        }
    }
}
