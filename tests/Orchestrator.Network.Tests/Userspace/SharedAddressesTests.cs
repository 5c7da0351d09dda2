using System.Net;
using System.Net.Sockets;
using System.Text;
using Orchestrator.Api;
using Orchestrator.Network.Proxy;
using Orchestrator.Network.Userspace;
using static Orchestrator.Network.Tests.Objects;

namespace Orchestrator.Network.Tests.Userspace;

/// <summary>Several processes of one machine, each with a dataplane, at the same Service address.</summary>
public sealed class SharedAddressesTests : IDisposable
{
    private const string ServiceIP = "127.99.78.1";
    private static readonly ObjectKey Web = new("default", "web");
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly string _claims = Directory.CreateTempSubdirectory("orchestrator-claims-").FullName;
    private readonly EchoServer _a = new("127.99.78.11");
    private readonly EchoServer _b = new("127.99.78.12");
    // Leaves room for the substitute, 8000 higher.
    private readonly int _port = LoopbackServer.FreePort(ServiceIP) - 10_000;

    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
        Directory.Delete(_claims, recursive: true);
    }

    [Fact]
    public async Task ProcessesOfOneCluster_ServeTheSameAddress_AndOneThatEndsTakesNothingWithIt()
    {
        using var first = Dataplane("blue");
        using var second = Dataplane("blue");
        Assert.Equal((_port, null), Serve(first, _a.Endpoint));
        Assert.Equal((_port, null), Serve(second, _b.Endpoint));

        // Each answers for one endpoint here, so that it shows who took the connection.
        var both = new HashSet<string>();
        for (var i = 0; i < 200 && both.Count < 2; i++)
            both.Add(await NameAsync());
        Assert.Equal(2, both.Count);

        first.Dispose();

        for (var i = 0; i < 20; i++)
            Assert.Equal(_b.Address, await NameAsync());
    }

    [Fact]
    public void AnotherCluster_IsServedElsewhere_UntilTheLastOfTheFirstIsGone()
    {
        using var first = Dataplane("blue");
        using var second = Dataplane("blue");
        using var other = Dataplane("red");
        Serve(first, _a.Endpoint);
        Serve(second, _a.Endpoint);

        Assert.Equal((_port + 8000, null), Serve(other, _b.Endpoint));
        Assert.Equal(_port + 8000, other.PortOf(Web, ServiceIP, _port, "TCP"));
        Assert.Equal(_port, first.PortOf(Web, ServiceIP, _port, "TCP"));
        first.Dispose();
        using var meanwhile = Dataplane("red");
        Assert.Equal((_port + 8000, null), Serve(meanwhile, _b.Endpoint));
        second.Dispose();

        using var after = Dataplane("red");
        Assert.Equal((_port, null), Serve(after, _b.Endpoint));
        using var late = Dataplane("blue");
        Assert.Equal((_port + 8001, null), Serve(late, _a.Endpoint));
    }

    [Fact]
    public async Task AnothersSubstitute_LeadsToItsOwnEndpoints()
    {
        using var first = Dataplane("blue");
        using var other = Dataplane("red");
        Serve(first, _a.Endpoint);
        Serve(other, _b.Endpoint);

        Assert.Equal(_a.Address, await NameAsync());
        Assert.Equal(_b.Address, await NameAsync(_port + 8000));
    }

    [Fact]
    public void NodePortOfAnotherCluster_IsRefused_UntilThatOneIsGone()
    {
        using var first = Dataplane("blue");
        using var other = Dataplane("red");
        ServeAt(first, null, _a.Endpoint);

        Assert.Equal((0, "another cluster on this machine serves it"), ServeAt(other, null, _b.Endpoint));
        first.Dispose();

        Assert.Equal((_port, null), ServeAt(other, null, _b.Endpoint));
    }

    [Fact]
    public void ClaimsNobodyHolds_AreRemoved()
    {
        using (var first = Dataplane("blue"))
        {
            using var second = Dataplane("blue");
            Serve(first, _a.Endpoint);
            Serve(second, _a.Endpoint);
            Assert.Single(Directory.EnumerateFiles(_claims, "*", SearchOption.AllDirectories));
        }

        Assert.Empty(Directory.EnumerateFiles(_claims, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task EndpointsGoneAndBack_KeepTheAddress_AgainstAnotherCluster()
    {
        using var mine = Dataplane("blue");
        using var other = Dataplane("red");
        Serve(mine, _a.Endpoint);
        Serve(mine);

        Assert.NotEqual(_port, Serve(other, _b.Endpoint).Port);
        await Assert.ThrowsAnyAsync<SocketException>(NameAsync);
        Serve(mine, _a.Endpoint);

        Assert.Equal(_a.Address, await NameAsync());
    }

    [Fact]
    public async Task ManyClaimsAtOnce_EndWithOneCluster()
    {
        for (var round = 0; round < 20; round++)
        {
            var planes = Enumerable.Range(0, 8).Select(i => Dataplane(i % 2 == 0 ? "blue" : "red")).ToList();
            var served = await Task.WhenAll(planes.Select(plane => Task.Run(() => Serve(plane, _a.Endpoint))));
            var clusters = Enumerable.Range(0, 8).Where(i => served[i].Port == _port).Select(i => i % 2).ToList();
            foreach (var plane in planes)
                plane.Dispose();

            Assert.Equal(4, clusters.Count);
            Assert.Single(clusters.Distinct());
        }
    }

    [Fact]
    public async Task Affinity_IsTheSameInEveryProcess()
    {
        using var first = Dataplane("blue");
        using var second = Dataplane("blue");
        var rule = Rule(
            ServiceIP, _port, affinity: TimeSpan.FromHours(1), endpoints: [_a.Endpoint, _b.Endpoint]);
        first.Apply(Web, [rule]);
        second.Apply(Web, [rule]);

        var names = new HashSet<string>();
        for (var i = 0; i < 40; i++)
            names.Add(await NameAsync());

        Assert.Single(names);
    }

    [Fact]
    public void ProgramThatListensThere_IsStillAnError()
    {
        using var program = new TcpListener(IPAddress.Parse(ServiceIP), _port);
        program.Start();
        using var plane = Dataplane("blue");

        Assert.Equal((0, "another program listens there"), Serve(plane, _a.Endpoint));
        Assert.Empty(Directory.EnumerateFiles(_claims, "*", SearchOption.AllDirectories));
    }

    private UserspaceDataplane Dataplane(string cluster) =>
        new(TimeProvider.System, new() { Cluster = cluster, ClaimsDirectory = _claims });

    private (int Port, string? Error) Serve(UserspaceDataplane plane, params ProxyEndpoint[] endpoints) =>
        ServeAt(plane, ServiceIP, endpoints);

    private (int Port, string? Error) ServeAt(
        UserspaceDataplane plane, string? address, params ProxyEndpoint[] endpoints)
    {
        var outcome = Assert.Single(plane.Apply(Web, [Rule(address, _port, endpoints: endpoints)]));
        return (outcome.ServedPort, outcome.Error);
    }

    private Task<string> NameAsync() => NameAsync(_port);

    private static async Task<string> NameAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(ServiceIP, port).WaitAsync(Limit);
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        return await reader.ReadLineAsync().WaitAsync(Limit) ?? "";
    }
}
