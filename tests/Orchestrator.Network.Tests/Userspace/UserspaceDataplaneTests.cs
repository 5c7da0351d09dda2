using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Orchestrator.Api;
using Orchestrator.Network.Proxy;
using Orchestrator.Network.Userspace;
using static Orchestrator.Network.Tests.Objects;

namespace Orchestrator.Network.Tests.Userspace;

/// <summary>With real sockets on loopback addresses of a range that nothing else uses.</summary>
public sealed class UserspaceDataplaneTests : IDisposable
{
    private const string ServiceIP = "127.99.77.1";
    private static readonly ObjectKey Web = new("default", "web");
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly UserspaceDataplane _dataplane =
        new(TimeProvider.System, new() { ConnectTimeout = TimeSpan.FromSeconds(1) });

    private readonly EchoServer _a = new("127.99.77.11");
    private readonly EchoServer _b = new("127.99.77.12");
    private readonly int _port = LoopbackServer.FreePort(ServiceIP);

    public void Dispose()
    {
        _dataplane.Dispose();
        _a.Dispose();
        _b.Dispose();
    }

    [Fact]
    public async Task Connections_ReachTheEndpointsInTurn()
    {
        Serve(_a.Endpoint, _b.Endpoint);

        var names = new List<string>();
        for (var i = 0; i < 4; i++)
            names.Add(await NameAsync());

        Assert.Equal(2, names.Count(name => name == _a.Address));
        Assert.Equal(2, names.Count(name => name == _b.Address));
    }

    [Fact]
    public async Task ManyBytesBothWays_ArriveWhole_AndHalfCloseIsPassedOn()
    {
        Serve(_a.Endpoint);
        using var client = await ConnectAsync();
        var stream = client.GetStream();
        var sent = RandomNumberGenerator.GetBytes(3 * 1024 * 1024 + 17);
        using var received = new MemoryStream();

        var reading = stream.CopyToAsync(received).WaitAsync(Limit);
        await stream.WriteAsync(sent).AsTask().WaitAsync(Limit);
        client.Client.Shutdown(SocketShutdown.Send);
        await reading;

        var expected = Encoding.ASCII.GetBytes(_a.Address + "\n").Concat(sent);
        Assert.True(expected.SequenceEqual(received.ToArray()));
    }

    [Fact]
    public async Task NoEndpoints_RefusesConnections_AndServesAgainAfterwards()
    {
        Serve();
        Assert.Equal(SocketError.ConnectionRefused, await RefusalAsync());

        Serve(_a.Endpoint);
        Assert.Equal(_a.Address, await NameAsync());

        Serve();
        Assert.Equal(SocketError.ConnectionRefused, await RefusalAsync());
    }

    [Fact]
    public async Task EndpointThatDoesNotAccept_IsPassedOver()
    {
        Serve(new ProxyEndpoint("127.99.77.13", _port), _a.Endpoint);

        for (var i = 0; i < 4; i++)
            Assert.Equal(_a.Address, await NameAsync());
    }

    [Fact]
    public async Task NoEndpointThatAccepts_ResetsTheConnection()
    {
        Serve(new ProxyEndpoint("127.99.77.13", _port));

        // The reset may come as early as in connect.
        var error = await Assert.ThrowsAsync<SocketException>(async () =>
        {
            using var client = await ConnectAsync();
            await client.Client.ReceiveAsync(new byte[1]).WaitAsync(Limit);
        });

        Assert.Equal(SocketError.ConnectionReset, error.SocketErrorCode);
    }

    [Fact]
    public async Task EndpointRemoved_GetsNothingNew_AndKeepsWhatItHas()
    {
        Serve(_a.Endpoint);
        using var established = await ConnectAsync();
        Assert.Equal(_a.Address, await ReadLineAsync(established));

        Serve(_b.Endpoint);

        for (var i = 0; i < 3; i++)
            Assert.Equal(_b.Address, await NameAsync());
        await established.GetStream().WriteAsync("still here\n"u8.ToArray());
        Assert.Equal("still here", await ReadLineAsync(established));
    }

    [Fact]
    public async Task RequestLoop_LosesNothing_WhileEndpointsComeAndGo()
    {
        Serve(_a.Endpoint, _b.Endpoint);
        using var stop = new CancellationTokenSource();
        var loop = RequestsUntilAsync(stop.Token);
        for (var i = 0; i < 200; i++)
        {
            Serve(i % 2 == 0 ? _a.Endpoint : _b.Endpoint);
            await Task.Yield();
            Serve(_a.Endpoint, _b.Endpoint);
        }
        await stop.CancelAsync();

        Assert.True(await loop.WaitAsync(Limit) > 0);
    }

    [Fact]
    public async Task BackendThatEnds_EndsTheClient()
    {
        var dying = new TcpListener(IPAddress.Parse("127.99.77.14"), 0);
        dying.Start();
        Serve(new ProxyEndpoint("127.99.77.14", ((IPEndPoint)dying.LocalEndpoint).Port));
        using var client = await ConnectAsync();
        using (await dying.AcceptSocketAsync())
            dying.Stop();

        Assert.Equal(0, await client.Client.ReceiveAsync(new byte[1]).WaitAsync(Limit));
    }

    [Fact]
    public async Task Affinity_KeepsAClientWithItsEndpoint()
    {
        Apply(Rule(ServiceIP, _port, affinity: TimeSpan.FromHours(1), endpoints: [_a.Endpoint, _b.Endpoint]));

        var names = new HashSet<string>();
        for (var i = 0; i < 5; i++)
            names.Add(await NameAsync());

        Assert.Single(names);
    }

    [Fact]
    public void PortTakenByAnotherProgram_IsAnError_AndNothingElseSuffers()
    {
        using var other = new TcpListener(IPAddress.Parse(ServiceIP), _port);
        other.Start();

        var outcomes = _dataplane.Apply(
            Web,
            [
                Rule(ServiceIP, _port, endpoints: [_a.Endpoint]),
                Rule("127.99.77.2", _port, endpoints: [_a.Endpoint]),
            ]);

        Assert.Equal("another program listens there", outcomes[0].Error);
        Assert.Equal((_port, null), (outcomes[1].ServedPort, outcomes[1].Error));
    }

    [Fact]
    public async Task LowPort_IsServed_OrSubstituted_AsThisUserMay()
    {
        var outcome = Apply(Rule("127.99.77.3", 81, endpoints: [_a.Endpoint]));

        Assert.Equal(MayBindLowPorts() ? 81 : 8081, outcome.ServedPort);
        using var client = new TcpClient();
        await client.ConnectAsync("127.99.77.3", outcome.ServedPort).WaitAsync(Limit);
        Assert.Equal(_a.Address, await ReadLineAsync(client));
    }

    [Fact]
    public async Task ServiceRemoved_FreesItsPort()
    {
        Serve(_a.Endpoint);
        _dataplane.Apply(Web, []);

        Assert.Empty(_dataplane.Services);
        Assert.Equal(SocketError.ConnectionRefused, await RefusalAsync());
    }

    [Fact]
    public async Task ConnectionsBeyondTheLimit_WaitTheirTurn()
    {
        using var small = new UserspaceDataplane(TimeProvider.System, new() { ConnectionsMax = 1 });
        small.Apply(Web, [Rule("127.99.77.4", _port, endpoints: [_a.Endpoint])]);
        using var first = new TcpClient("127.99.77.4", _port);
        Assert.Equal(_a.Address, await ReadLineAsync(first));
        using var second = new TcpClient("127.99.77.4", _port);
        var waiting = ReadLineAsync(second);
        Assert.False(waiting.IsCompleted);
        Assert.Equal(1, small.ConnectionCount);

        first.Dispose();

        Assert.Equal(_a.Address, await waiting);
    }

    [Fact]
    public async Task Datagrams_GoThereAndBack_AndMoveOnWhenTheEndpointLeaves()
    {
        using var a = UdpEcho("127.99.77.21");
        using var b = UdpEcho("127.99.77.22");
        Apply(Rule(ServiceIP, _port, "UDP", null, EndpointOf(a)));
        using var client = new UdpClient(AddressFamily.InterNetwork);
        client.Connect(ServiceIP, _port);
        Assert.Equal("127.99.77.21 one", await AskAsync(client, "one"));

        Apply(Rule(ServiceIP, _port, "UDP", null, EndpointOf(b)));

        Assert.Equal("127.99.77.22 two", await AskAsync(client, "two"));
    }

    private void Serve(params ProxyEndpoint[] endpoints) =>
        Assert.Null(Apply(Rule(ServiceIP, _port, endpoints: endpoints)).Error);

    private RuleOutcome Apply(ProxyRule rule) => Assert.Single(_dataplane.Apply(Web, [rule]));

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(ServiceIP, _port).WaitAsync(Limit);
        return client;
    }

    private async Task<string> NameAsync()
    {
        using var client = await ConnectAsync();
        return await ReadLineAsync(client);
    }

    private async Task<SocketError> RefusalAsync() =>
        (await Assert.ThrowsAnyAsync<SocketException>(ConnectAsync)).SocketErrorCode;

    private async Task<int> RequestsUntilAsync(CancellationToken stop)
    {
        var served = 0;
        do
        {
            await NameAsync();
            served++;
        }
        while (!stop.IsCancellationRequested);
        return served;
    }

    private static async Task<string> ReadLineAsync(TcpClient client)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await client.GetStream().ReadAsync(one).AsTask().WaitAsync(Limit) == 1 && one[0] != '\n')
            line.Append((char)one[0]);
        return line.ToString();
    }

    private static UdpClient UdpEcho(string address)
    {
        var server = new UdpClient(new IPEndPoint(IPAddress.Parse(address), 0));
        _ = EchoAsync();
        return server;

        async Task EchoAsync()
        {
            try
            {
                while (true)
                {
                    var received = await server.ReceiveAsync();
                    var answer = Encoding.ASCII.GetBytes($"{address} {Encoding.ASCII.GetString(received.Buffer)}");
                    await server.SendAsync(answer, received.RemoteEndPoint);
                }
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
            }
        }
    }

    private static ProxyEndpoint EndpointOf(UdpClient server)
    {
        var local = (IPEndPoint)server.Client.LocalEndPoint!;
        return new(local.Address.ToString(), local.Port);
    }

    private static async Task<string> AskAsync(UdpClient client, string question)
    {
        await client.SendAsync(Encoding.ASCII.GetBytes(question));
        return Encoding.ASCII.GetString((await client.ReceiveAsync().WaitAsync(Limit)).Buffer);
    }

    private static bool MayBindLowPorts()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Parse("127.99.77.5"), 81));
            return true;
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AccessDenied)
        {
            return false;
        }
    }
}
