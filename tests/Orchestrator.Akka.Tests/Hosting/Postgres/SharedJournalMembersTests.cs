using System.Diagnostics;
using Orchestrator.Akka.Hosting;
using Orchestrator.Akka.Tests.Cluster;
using Orchestrator.Api;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Client;
using Orchestrator.Hosting.Tests;
using Orchestrator.Store.Postgres.Tests;

namespace Orchestrator.Akka.Tests.Hosting.Postgres;

/// <summary>Three control planes on one database: Akka says which of them writes.</summary>
[Collection(nameof(ClusterCollection))]
public sealed class SharedJournalMembersTests(PostgresServer postgres) : IClassFixture<PostgresServer>, IAsyncLifetime
{
    private readonly TestMembers _members = new();
    private readonly List<string> _acknowledged = [];
    private AkkaHost[] _planes = [];

    public async Task InitializeAsync()
    {
        var journal = await postgres.CreateDatabaseAsync();
        _planes = [
            await _members.ControlPlaneAsync(journal),
            await _members.ControlPlaneAsync(journal),
            await _members.ControlPlaneAsync(journal)];
    }

    public Task DisposeAsync() => _members.DisposeAsync().AsTask();

    [Fact]
    public async Task OldestIsKilled_AnotherLeads_NothingAcknowledgedIsLost()
    {
        Assert.Equal([true, false, false], _planes.Select(plane => plane.Store!.Leadership.IsLeader));
        await WriteAsync(_planes[1], "before", 20);

        await _planes[0].AbortAsync().WaitAsync(TestCluster.Patience);
        await WriteAsync(_planes[2], "after", 20);

        var leader = Assert.Single(_planes[1..], plane => plane.Store!.Leadership.IsLeader);
        Assert.Equal(_planes[1], leader);
        foreach (var plane in _planes[1..])
            await AssertHoldsAllAsync(plane);
        await Waits.UntilAsync("the Leases to have moved", () => Transitions(_planes[2]) is [1, 1]);
    }

    [Fact]
    public async Task LeaderLeaves_WritesGoOnElsewhere_InWellUnderTwoSeconds()
    {
        await WriteAsync(_planes[2], "before", 5);
        var leaving = _members.StopAsync(_planes[0]);
        var longest = TimeSpan.Zero;
        for (var i = 0; !leaving.IsCompleted || _planes[1].Store!.Leadership is { IsLeader: false }; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await WriteAsync(_planes[2], $"meanwhile-{i}", 1);
            var took = Stopwatch.GetElapsedTime(started);
            longest = took > longest ? took : longest;
        }
        await leaving;
        await WriteAsync(_planes[2], "after", 5);

        Assert.InRange(longest, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.True(_planes[1].Store!.Leadership.IsLeader);
        await AssertHoldsAllAsync(_planes[1]);
        await AssertHoldsAllAsync(_planes[2]);
    }

    [Fact]
    public async Task LeaderIsGivenUp_ItsHostEnds_AndItsApiIsClosed()
    {
        var address = _planes[0].Endpoint!;

        _planes[1].Down(_planes[0].Cluster.Self.Address);
        Assert.Contains("given it up", await _planes[0].Ended.WaitAsync(TestCluster.Patience));

        using var socket = new System.Net.Sockets.TcpClient();
        await Assert.ThrowsAnyAsync<System.Net.Sockets.SocketException>(() => socket.ConnectAsync(address));
        await WriteAsync(_planes[2], "after", 5);
        await AssertHoldsAllAsync(_planes[1]);
    }

    /// <summary>Each until it is acknowledged; one that may have happened may be there already.</summary>
    private async Task WriteAsync(AkkaHost through, string prefix, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var name = $"{prefix}-{i}";
            await Writing.UntilAcknowledgedAsync(through, name);
            _acknowledged.Add(name);
        }
    }

    private async Task AssertHoldsAllAsync(AkkaHost plane)
    {
        var list = await plane.Api!.ListAsync<ConfigMap>(new ListQuery { Namespace = "default" });
        var names = list.Items.Select(item => item.Metadata.Name).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(_acknowledged.ToHashSet<string?>(StringComparer.Ordinal), names);
    }

    private static List<int> Transitions(AkkaHost plane) =>
    [
        .. new[] { "kube-controller-manager", "kube-scheduler" }
            .Select(name => plane.Store!.Current.Get($"/registry/leases/kube-system/{name}")?.Value.Object)
            .OfType<Lease>().Select(lease => lease.Spec.LeaseTransitions ?? 0),
    ];
}
