using System.Net;
using Orchestrator.Api.Bootstrap;
using Orchestrator.Api.Core.V1;
using Orchestrator.Client;
using Orchestrator.Hosting.Joining;
using Orchestrator.Store.Journals;
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

        var rows = await RowsAsync(otherJournal);
        var refused = await Assert.ThrowsAsync<JoinException>(
            () => ControlPlaneJoin.StartAsync(Join(first), Options("second", otherJournal)));

        Assert.Contains($"its authority is {other.CaCertHash}, the cluster's is {first.CaCertHash}", refused.Message);
        Assert.False(Directory.Exists(Path.Combine(_root, "second")), "something was kept of it");
        // Its leader alone wrote on: nobody sealed it.
        Assert.DoesNotContain((await RowsAsync(otherJournal)).Except(rows), row => row.Contains("seal"));
        await Assert.ThrowsAsync<JoinException>(() => ControlPlaneJoin.StartAsync(
            Join(first) with { Token = "abcdef.ffffffffffffffff" }, Options("third", _journal)));
        Assert.False(Directory.Exists(Path.Combine(_root, "third")), "something was kept of it");
    }

    [PostgresFact]
    public async Task EmptyJournal_IsRefused_AndStaysEmpty()
    {
        var first = await FirstAsync(await postgres.CreateDatabaseAsync());
        var empty = await postgres.CreateDatabaseAsync();

        var refused = await Assert.ThrowsAsync<JoinException>(
            () => ControlPlaneJoin.StartAsync(Join(first), Options("second", empty)));

        Assert.Contains("it holds no cluster's keys. Nothing was written to it", refused.Message);
        Assert.Empty(
            await PostgresServer.QueryAsync(empty, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"));
        Assert.False(Directory.Exists(Path.Combine(_root, "second")), "something was kept of it");

        // With tables, as a program of another kind may have made them, and no rows.
        await (await Store.Postgres.PostgresJournal.OpenAsync(empty)).DisposeAsync();
        await Assert.ThrowsAsync<JoinException>(
            () => ControlPlaneJoin.StartAsync(Join(first), Options("second", empty)));
        Assert.Empty(await RowsAsync(empty));
    }

    [PostgresFact]
    public async Task ClusterInfo_StaysAtTheFirst_UntilThatLeaves_AndJoiningThroughItWorks()
    {
        var first = await FirstAsync(await postgres.CreateDatabaseAsync());
        var second = await ControlPlaneJoin.StartAsync(Join(first), Options("second", _journal));
        _planes.Add(second);
        await Waits.UntilAsync("two endpoints", () => Endpoints(second) == 2);
        Assert.Equal(first.Address, Info(second));

        _planes.Remove(first);
        await first.DisposeAsync();
        await Waits.UntilAsync("cluster-info to name the second", () => Info(second) == second.Address);

        var join = Join(second) with { Server = new Uri(Info(second)) };
        await using var node = await OrchestratorNodeHost.StartAsync(join);
        await node.ReadyAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    [PostgresFact]
    public async Task AnotherRangeOfServiceAddresses_IsRefused_AndBothAreNamed()
    {
        var first = await FirstAsync(await postgres.CreateDatabaseAsync());

        var refused = await Assert.ThrowsAsync<JournalException>(() => ControlPlaneJoin.StartAsync(
            Join(first), Options("second", _journal) with { ServiceCidr = "127.112.0.0/16" }));

        Assert.Contains("addresses of 127.96.0.0/12", refused.Message);
        Assert.Contains("--service-cidr 127.112.0.0/16", refused.Message);
        var kept = (ConfigMap)first.Store.Current.Get(
            "/registry/configmaps/kube-system/orchestrator-config")!.Value.Object;
        Assert.Equal("127.96.0.0/12", kept.Data["serviceSubnet"]);
        // Another name of the same range is no other range.
        var second = await ControlPlaneJoin.StartAsync(
            Join(first), Options("third", _journal) with { ServiceCidr = "127.100.0.0/12" });
        _planes.Add(second);
    }

    private static string Info(OrchestratorHost plane)
    {
        var info = (ConfigMap)plane.Store.Current.Get("/registry/configmaps/kube-public/cluster-info")!.Value.Object;
        return info.Data["kubeconfig"]!.Split('\n').Single(line => line.Contains("server:")).Split(' ')[^1];
    }

    private static int Endpoints(OrchestratorHost plane) =>
        (plane.Store.Current.Get("/registry/endpoints/default/kubernetes")?.Value.Object as Endpoints)
            ?.Subsets.Sum(subset => subset.Addresses.Count) ?? 0;

    private static Task<List<string>> RowsAsync(string journal) => PostgresServer.QueryAsync(
        journal, "SELECT persistence_id, sequence_number, manifest FROM journal ORDER BY ordering");

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
