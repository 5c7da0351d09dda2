using System.Net;
using System.Net.Sockets;
using System.Text;
using Orchestrator.Node.Probes;
using Orchestrator.Node.Process;

namespace Orchestrator.Node.Tests.Process;

public sealed class NetworkProberTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("200 OK", true, "")]
    [InlineData("302 Found", true, "")]
    [InlineData("503 Service Unavailable", false, "HTTP probe failed with statuscode: 503")]
    public async Task HttpGet_JudgesByTheStatusCode(string status, bool good, string output)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var served = ServeOneAsync(listener, $"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        using var prober = new NetworkProber();

        var outcome = await prober.HttpGetAsync(
            new("HTTP", "127.0.0.1", PortOf(listener), "/healthz?full=1",
                [new() { Name = "X-Probe", Value = "yes" }]), Patience, default);

        Assert.Equal(new ProbeOutcome(good, output), outcome);
        var request = await served;
        Assert.StartsWith("GET /healthz?full=1 HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("User-Agent: kube-probe/1.32", request, StringComparison.Ordinal);
        Assert.Contains("X-Probe: yes", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SilentServer_TimesOut()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var prober = new NetworkProber();

        var outcome = await prober.HttpGetAsync(
            new("HTTP", "127.0.0.1", PortOf(listener), "/", []), TimeSpan.FromMilliseconds(50), default);

        Assert.Contains("context deadline exceeded", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TcpConnect_TellsOpenFromClosed()
    {
        using var prober = new NetworkProber();
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = PortOf(listener);
            Assert.True((await prober.TcpConnectAsync("127.0.0.1", port, Patience, default)).Good);
        }

        var outcome = await prober.TcpConnectAsync("127.0.0.1", port, Patience, default);

        Assert.Equal(new ProbeOutcome(false, $"dial tcp 127.0.0.1:{port}: connect: connection refused"), outcome);
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static async Task<string> ServeOneAsync(TcpListener listener, string response)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var buffer = new byte[4096];
        var read = await client.GetStream().ReadAsync(buffer);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(response));
        return Encoding.ASCII.GetString(buffer, 0, read);
    }
}
