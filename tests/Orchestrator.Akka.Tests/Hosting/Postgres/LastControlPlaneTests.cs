using Orchestrator.Akka.Tests.Cluster;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Hosting.Tests;
using Orchestrator.Store;
using Orchestrator.Store.Postgres.Tests;

namespace Orchestrator.Akka.Tests.Hosting.Postgres;

/// <summary>A control plane that has nobody to hand over to.</summary>
[Collection(nameof(ClusterCollection))]
public sealed class LastControlPlaneTests(PostgresServer postgres) : IClassFixture<PostgresServer>, IAsyncLifetime
{
    private static readonly string[] Elected = ["kube-controller-manager", "kube-scheduler"];

    private readonly TestMembers _members = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _members.DisposeAsync().AsTask();

    /// <summary>What its store shows at the end it has written itself: once that no longer leads, nobody
    /// does.</summary>
    [Fact]
    public async Task Leaves_GivesUpAllItsLeases_WhileItsStoreLeads()
    {
        var plane = await _members.ControlPlaneAsync(await postgres.CreateDatabaseAsync());
        var store = plane.Store!;
        await Waits.UntilAsync("all to be held", () => Holders(store).All(holder => holder is { Length: > 0 })
            && Identities(store) == 1);

        await _members.StopAsync(plane);

        Assert.Equal(["", ""], Holders(store));
        Assert.Equal(0, Identities(store));
    }

    [Fact]
    public async Task YoungestLeavesFirst_TheLastOneStillGivesUpAll()
    {
        var journal = await postgres.CreateDatabaseAsync();
        var oldest = await _members.ControlPlaneAsync(journal);
        var youngest = await _members.ControlPlaneAsync(journal);
        var store = oldest.Store!;
        await Waits.UntilAsync("all to be held", () => Holders(store).All(holder => holder is { Length: > 0 })
            && Identities(store) == 2);

        await _members.StopAsync(youngest);
        await Waits.UntilAsync("it to be out", () => Identities(store) == 1);
        await _members.StopAsync(oldest);

        Assert.Equal(["", ""], Holders(store));
        Assert.Equal(0, Identities(store));
    }

    private static IEnumerable<string?> Holders(IStore store) => Elected.Select(name =>
        (store.Current.Get($"/registry/leases/kube-system/{name}")?.Value.Object as Lease)?.Spec.HolderIdentity);

    /// <summary>How many control planes tell that they live.</summary>
    private static int Identities(IStore store) => store.Current.Count("/registry/leases/kube-system/apiserver-");
}
