using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Orchestrator.Api;
using Orchestrator.Network.Userspace;
using static Orchestrator.Network.Tests.Objects;

namespace Orchestrator.Network.Tests.Userspace;

/// <summary>What becomes of connections when the process that carries them stops in order.</summary>
public sealed class DrainTests : IDisposable
{
    private const string ServiceIP = "127.99.79.1";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly UserspaceDataplane _dataplane = new(
        TimeProvider.System,
        new() { DrainMax = TimeSpan.FromSeconds(30), DrainQuiet = TimeSpan.FromMilliseconds(200) });

    private readonly AskedServer _server = new("127.99.79.11");

    public void Dispose()
    {
        _dataplane.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task AnswerThatIsDue_Arrives_WhileTheConnectionAtRestIsClosed_AndNewOnesAreRefused()
    {
        var port = Serve(_dataplane);
        using var asking = await ConnectAsync(port);
        using var resting = await ConnectAsync(port);
        using var silent = await ConnectAsync(port);
        await SayAsync(resting, "first");
        await _server.AnswerAsync("first");
        Assert.Equal("first!", await HearAsync(resting));
        await SayAsync(asking, "slow");

        var stop = _dataplane.StopAsync();

        Assert.Equal("", await HearAsync(resting));
        Assert.Equal("", await HearAsync(silent));
        Assert.False(stop.IsCompleted, "the stop did not wait for an answer that is due");
        await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(port));
        await _server.AnswerAsync("slow");
        Assert.Equal("slow!", await HearAsync(asking));
        Assert.Equal("", await HearAsync(asking));
        await stop.WaitAsync(Limit);
        Assert.Equal(0, _dataplane.ConnectionCount);
    }

    [Fact]
    public async Task AnswerThatNeverComes_IsNotWaitedForBeyondTheBound()
    {
        using var dataplane = new UserspaceDataplane(
            TimeProvider.System, new() { DrainMax = TimeSpan.FromMilliseconds(300) });
        using var client = await ConnectAsync(Serve(dataplane));
        await SayAsync(client, "never");

        var watch = Stopwatch.StartNew();
        await dataplane.StopAsync().WaitAsync(Limit);

        Assert.InRange(watch.ElapsedMilliseconds, 280, 9000);
        var reset = await Assert.ThrowsAsync<SocketException>(() => HearAsync(client));
        Assert.Equal(SocketError.ConnectionReset, reset.SocketErrorCode);
    }

    [Fact]
    public async Task BoundOfZero_WaitsForNothing()
    {
        using var dataplane = new UserspaceDataplane(
            TimeProvider.System, new() { DrainMax = TimeSpan.Zero, DrainQuiet = TimeSpan.FromMinutes(1) });
        using var client = await ConnectAsync(Serve(dataplane));
        await SayAsync(client, "zero");
        await _server.AnswerAsync("zero");
        Assert.Equal("zero!", await HearAsync(client));
        await SayAsync(client, "never");

        await dataplane.StopAsync().WaitAsync(Limit);
    }

    [Fact]
    public async Task ConnectionThatNeverRests_IsEndedBetweenTwoAnswers_NotReset()
    {
        for (var round = 0; round < 5; round++)
        {
            using var dataplane = new UserspaceDataplane(
                TimeProvider.System, new() { DrainMax = TimeSpan.FromMilliseconds(100) });
            using var client = await ConnectAsync(Serve(dataplane));
            var stop = Task.CompletedTask;

            var asked = 0;
            for (var answer = "begin"; answer.Length > 0; asked++)
            {
                await SayAsync(client, $"r{round}-{asked}");
                var answering = _server.AnswerAsync($"r{round}-{asked}");
                answer = await HearAsync(client);
                Assert.True(answer.Length == 0 || answer == $"r{round}-{asked}!", $"heard '{answer}'");
                if (answer.Length > 0)
                    await answering;
                if (asked == 3)
                    stop = dataplane.StopAsync();
            }

            Assert.True(asked > 3, "it ended before the stop");
            await stop.WaitAsync(Limit);
        }
    }

    [Fact]
    public async Task NoConnections_StopsAtOnce()
    {
        Serve(_dataplane);

        var watch = Stopwatch.StartNew();
        await _dataplane.StopAsync();

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }

    [Fact]
    public async Task ConnectionsAcceptedInTheLastMoment_AreServed()
    {
        for (var round = 0; round < 20; round++)
        {
            using var dataplane = new UserspaceDataplane(
                TimeProvider.System, new() { DrainQuiet = TimeSpan.FromSeconds(1) });
            var port = Serve(dataplane);
            var clients = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => ConnectAsync(port)));

            // All of them are the kernel's by now, and none may have been taken yet.
            var stop = dataplane.StopAsync();

            for (var i = 0; i < clients.Length; i++)
                await SayAsync(clients[i], $"r{round}-{i}");
            for (var i = 0; i < clients.Length; i++)
            {
                await _server.AnswerAsync($"r{round}-{i}");
                Assert.Equal($"r{round}-{i}!", await HearAsync(clients[i]));
                clients[i].Dispose();
            }
            await stop.WaitAsync(Limit);
        }
    }

    private int Serve(UserspaceDataplane dataplane)
    {
        var port = LoopbackServer.FreePort(ServiceIP);
        var outcome = Assert.Single(dataplane.Apply(
            new ObjectKey("default", "web"), [Rule(ServiceIP, port, endpoints: [_server.Endpoint])]));
        Assert.Null(outcome.Error);
        return port;
    }

    private static async Task<Socket> ConnectAsync(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Parse(ServiceIP), port).WaitAsync(Limit);
        return socket;
    }

    private static Task SayAsync(Socket socket, string text) => socket.SendAsync(Encoding.ASCII.GetBytes(text + "\n"));

    /// <summary>What comes next; empty at the end.</summary>
    private static async Task<string> HearAsync(Socket socket)
    {
        var buffer = new byte[256];
        var count = await socket.ReceiveAsync(buffer).WaitAsync(Limit);
        return Encoding.ASCII.GetString(buffer, 0, count);
    }
}
