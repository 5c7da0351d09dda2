using System.Net;
using System.Net.Sockets;
using System.Text;
using Orchestrator.Cli.Echo;

namespace Orchestrator.EndToEnd.Tests.Demo;

/// <summary>How the demo's workload ends without losing a request.</summary>
public sealed class EchoServerTests
{
    private static readonly EchoIdentity Identity = new("pod", "node", "127.0.0.1");

    [Fact]
    public async Task Stopped_AnswersAKeptConnectionOnceMore_AndSaysThatItCloses()
    {
        var server = new EchoServer(Identity, TimeSpan.FromMinutes(1));
        using var client = await ConnectAsync(server.Start(IPAddress.Loopback, 0));
        var running = server.RunAsync();
        Assert.DoesNotContain("Connection: close", await AskAsync(client));

        server.Stop();

        var last = await AskAsync(client);
        Assert.StartsWith("HTTP/1.1 200 OK", last);
        Assert.Contains("Connection: close", last);
        Assert.Equal(0, await client.ReceiveAsync(new byte[1]));
        await running.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Stopped_ClosesAConnectionThatStaysIdle()
    {
        var server = new EchoServer(Identity, TimeSpan.FromMilliseconds(50));
        using var client = await ConnectAsync(server.Start(IPAddress.Loopback, 0));
        var running = server.RunAsync();
        await AskAsync(client);

        server.Stop();

        Assert.Equal(0, await client.ReceiveAsync(new byte[1]));
        await running.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task StoppedWithoutConnections_EndsAtOnce()
    {
        var server = new EchoServer(Identity, TimeSpan.FromMinutes(1));
        server.Start(IPAddress.Loopback, 0);
        var running = server.RunAsync();

        server.Stop();

        await running.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static async Task<Socket> ConnectAsync(IPEndPoint address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address);
        return socket;
    }

    private static async Task<string> AskAsync(Socket client)
    {
        await client.SendAsync("GET / HTTP/1.1\r\nHost: echo\r\n\r\n"u8.ToArray());
        var buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, await client.ReceiveAsync(buffer));
    }
}
