using System.Net;
using System.Net.Sockets;
using System.Text;
using Orchestrator.Cli.Cluster;

namespace Orchestrator.Cli.Tests.Cluster;

public sealed class BalancerTests
{
    private static readonly IPEndPoint Any = new(IPAddress.Loopback, 0);

    [Fact]
    public async Task TwoBackends_ConnectionsGoToEachInTurn()
    {
        await using var first = new NamedServer("a");
        await using var second = new NamedServer("b");
        await using var balancer = Serving([new(first.Address), new(second.Address)]);

        var names = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            using var client = await ConnectAsync(balancer);
            names.Add(await ReadAsync(client));
        }

        Assert.Equal(2, names.Count(name => name == "a"));
        Assert.Equal(2, names.Count(name => name == "b"));
    }

    [Fact]
    public async Task ClientThatComesBeforeThereIsABackend_Waits()
    {
        await using var balancer = Balancer.Bind(Any);
        using var early = await ConnectAsync(balancer);
        await using var server = new NamedServer("a");

        balancer.Serve([new(server.Address)]);

        Assert.Equal("a", await ReadAsync(early));
    }

    [Fact]
    public async Task BackendGone_TheOtherAnswers()
    {
        var first = new NamedServer("a");
        await using var second = new NamedServer("b");
        await using var balancer = Serving([new(first.Address), new(second.Address)]);
        await first.DisposeAsync();

        for (var i = 0; i < 4; i++)
        {
            using var client = await ConnectAsync(balancer);
            Assert.Equal("b", await ReadAsync(client));
        }
    }

    [Fact]
    public async Task NotReady_ItsConnectionsAreCut_AndNewOnesGoElsewhere()
    {
        await using var first = new NamedServer("a");
        await using var second = new NamedServer("b");
        Backend[] backends = [new(first.Address), new(second.Address)];
        await using var balancer = Serving(backends);
        using var toFirst = await ConnectToAsync(balancer, "a");
        using var toSecond = await ConnectToAsync(balancer, "b");

        backends[0].Note(isReady: false);

        Assert.Equal("", await ReadAsync(toFirst));
        await toSecond.SendAsync(Encoding.UTF8.GetBytes("hello"));
        Assert.Equal("hello", await ReadAsync(toSecond));
        for (var i = 0; i < 4; i++)
        {
            using var client = await ConnectAsync(balancer);
            Assert.Equal("b", await ReadAsync(client));
        }
    }

    [Fact]
    public async Task NotReady_WithNobodyToGoTo_ItsConnectionsStay_UntilThereIs()
    {
        await using var first = new NamedServer("a");
        await using var second = new NamedServer("b");
        Backend[] backends = [new(first.Address), new(second.Address)];
        await using var balancer = Serving(backends);
        using var client = await ConnectToAsync(balancer, "a");

        backends[0].Note(isReady: false, isOtherReady: false);
        await client.SendAsync(Encoding.UTF8.GetBytes("hello"));
        Assert.Equal("hello", await ReadAsync(client));

        backends[0].Note(isReady: false, isOtherReady: true);
        Assert.Equal("", await ReadAsync(client));
    }

    [Fact]
    public async Task ReadyAgain_TakesItsTurn()
    {
        await using var first = new NamedServer("a");
        await using var second = new NamedServer("b");
        Backend[] backends = [new(first.Address), new(second.Address)];
        await using var balancer = Serving(backends);

        backends[0].Note(isReady: false);
        backends[0].Note(isReady: true);

        using var client = await ConnectToAsync(balancer, "a");
        await client.SendAsync(Encoding.UTF8.GetBytes("x"));
        Assert.Equal("x", await ReadAsync(client));
    }

    [Fact]
    public async Task NobodyReady_AllAreTriedAllTheSame()
    {
        await using var only = new NamedServer("a");
        Backend[] backends = [new(only.Address)];
        backends[0].Note(isReady: false);
        await using var balancer = Serving(backends);

        using var client = await ConnectAsync(balancer);

        Assert.Equal("a", await ReadAsync(client));
    }

    [Fact]
    public async Task ClientEndsItsSide_TheAnswerStillComes()
    {
        await using var server = new NamedServer("a");
        await using var balancer = Serving([new(server.Address)]);
        using var client = await ConnectToAsync(balancer, "a");

        await client.SendAsync(Encoding.UTF8.GetBytes("last words"));
        client.Shutdown(SocketShutdown.Send);

        Assert.Equal("last words", await ReadAsync(client));
        Assert.Equal("", await ReadAsync(client));
    }

    private static async Task<Socket> ConnectAsync(Balancer balancer)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(balancer.Address);
        return socket;
    }

    private static Balancer Serving(IReadOnlyList<Backend> backends)
    {
        var balancer = Balancer.Bind(Any);
        balancer.Serve(backends);
        return balancer;
    }

    private static async Task<Socket> ConnectToAsync(Balancer balancer, string name)
    {
        for (var i = 0; i < 10; i++)
        {
            var socket = await ConnectAsync(balancer);
            if (await ReadAsync(socket) == name)
                return socket;
            socket.Dispose();
        }
        throw new InvalidOperationException($"{name} was not reached");
    }

    private static async Task<string> ReadAsync(Socket socket)
    {
        var buffer = new byte[64];
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            return Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer, late.Token));
        }
        catch (SocketException)
        {
            return "";
        }
    }
}
