using System.Net;
using Orchestrator.Api.Bootstrap;
using Orchestrator.Api.Core.V1;
using Orchestrator.Client;
using Orchestrator.Hosting.Joining;
using Orchestrator.Store.Postgres.Tests;
using NodeObject = Orchestrator.Api.Core.V1.Node;

namespace Orchestrator.Hosting.Tests.Joining;

/// <summary>A further control plane on the cluster's database, and nodes that go on when one ends.</summary>
public sealed class ControlPlaneJoinTests(PostgresServer postgres) : IClassFixture<PostgresServer>, IAsyncLifetime
{
    private static readonly BootstrapToken Token = new("abcdef", "0123456789abcdef");

    private readonly string _root = Directory.CreateTempSubdirectory("orchestrator-joining-").FullName;
    private readonly List<OrchestratorHost> _planes = [];
    private string _journal = "";

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var plane in _planes)
            await plane.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    [PostgresFact]
    public async Task SecondControlPlane_Serves_AndTheNodeGoesOnWithIt_WhenTheFirstEnds()
    {
        var first = await FirstAsync(await postgres.CreateDatabaseAsync());
        var second = await ControlPlaneJoin.StartAsync(Join(first), Options("second", _journal));
        _planes.Add(second);
        Assert.Equal(first.CaCertHash, second.CaCertHash);
        await using var node = await OrchestratorNodeHost.StartAsync(Join(first));
        await node.ReadyAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await Waits.UntilAsync("both servers to be known", () => node.Servers.Known.Count == 2);

        _planes.Remove(first);
        await first.DisposeAsync();

        var made = await second.Api.CreateWhenLedAsync(Objects.ConfigMap("after"));
        Assert.NotNull(made.ResourceVersion);
        // The node's own client, whose server is gone, reaches the other.
        Assert.Equal("n", (await node.Api.GetAsync<NodeObject>(new("", "n"))).Key.Name);
        await second.Api.CreateWhenAdmittedAsync(Objects.Sleeper("late", "1"));
        await Waits.UntilAsync("the Pod to run", () =>
            second.Store.Current.Get("/registry/pods/default/late")?.Value.Object is Pod { Status.Phase: "Running" });
    }

    [PostgresFact]
    public async Task JournalOfAnotherCluster_IsRefused_AndLeftAsItWas()
    {
        var first = await FirstAsync(await postgres.CreateDatabaseAsync());
        var otherJournal = await postgres.CreateDatabaseAsync();
        var other = await OrchestratorHost.StartAsync(Options("other", otherJournal));
        _planes.Add(other);

        var refused = await Assert.ThrowsAsync<DataDirectoryException>(
            () => ControlPlaneJoin.StartAsync(Join(first), Options("second", otherJournal)));

        Assert.Contains("another cluster", refused.Message);
        await Assert.ThrowsAsync<JoinException>(() => ControlPlaneJoin.StartAsync(
            Join(first) with { Token = "abcdef.ffffffffffffffff" }, Options("third", _journal)));
        Assert.False(Directory.Exists(Path.Combine(_root, "third")), "something was kept of it");
    }

    private async Task<OrchestratorHost> FirstAsync(string journal)
    {
        _journal = journal;
        var first = await OrchestratorHost.StartAsync(Options("first", journal));
        _planes.Add(first);
        await first.Api.CreateWhenLedAsync(new BootstrapTokenSecret
        {
            Token = Token,
            MayAuthenticate = true,
            MaySign = true,
            ExtraGroups = BootstrapTokenSecret.NodeGroup,
        }.ToSecret());
        return first;
    }

    private OrchestratorOptions Options(string name, string journal) => new()
    {
        DataDirectory = Path.Combine(_root, name),
        Listen = new(IPAddress.Loopback, 0),
        Journal = journal,
        Nodes = 0,
    };

    private NodeJoinOptions Join(OrchestratorHost cluster) => new()
    {
        Server = new Uri(cluster.Address),
        Token = Token.ToString(),
        CaCertHashes = [cluster.CaCertHash],
        DataDirectory = Path.Combine(_root, "node"),
        NodeName = "n",
        Runtime = NodeRuntime.Hollow,
    };
}
