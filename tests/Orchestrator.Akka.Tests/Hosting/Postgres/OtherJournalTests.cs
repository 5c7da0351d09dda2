using Orchestrator.Akka.Tests.Cluster;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Postgres.Tests;

namespace Orchestrator.Akka.Tests.Hosting.Postgres;

/// <summary>A control plane that joins others with another database than theirs.</summary>
[Collection(nameof(ClusterCollection))]
public sealed class OtherJournalTests(PostgresServer postgres) : IClassFixture<PostgresServer>, IAsyncLifetime
{
    private const string Tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
    private const string Rows = "SELECT count(*), max(ordering) FROM journal";

    private readonly TestMembers _members = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _members.DisposeAsync().AsTask();

    [Fact]
    public async Task EmptyDatabase_IsRefused_AndStaysEmpty()
    {
        var first = await _members.ControlPlaneAsync(await postgres.CreateDatabaseAsync());
        var empty = await postgres.CreateDatabaseAsync();

        var refused = await RefusedAsync(empty);

        Assert.Contains("holds no cluster", refused);
        Assert.Contains(first.Cluster.Self.Address, refused);
        Assert.Equal(["0"], await PostgresServer.QueryAsync(empty, Tables));
        await Writing.UntilAcknowledgedAsync(first, "after");
        Assert.False(first.Ended.IsCompleted);
    }

    [Fact]
    public async Task DatabaseOfAnotherCluster_OrAnOlderCopy_IsRefused_AndStaysAsItWas()
    {
        var (own, other, copy) = (await postgres.CreateDatabaseAsync(), await postgres.CreateDatabaseAsync(), "copied");
        await _members.StopAsync(await _members.ControlPlaneAsync(other));
        await _members.StopAsync(await _members.ControlPlaneAsync(own));
        // The plugin's pool keeps sessions beyond its member's end, and what is in use is not copied.
        await PostgresServer.ExecuteAsync(
            postgres.To("postgres"),
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{NameIn(own)}'");
        await PostgresServer.ExecuteAsync(postgres.To("postgres"), $"CREATE DATABASE {copy} TEMPLATE {NameIn(own)}");
        var first = await _members.ControlPlaneAsync(own);

        await StaysAsync(other, "holds another cluster");
        await StaysAsync(postgres.To(copy), "is an older copy");

        await Writing.UntilAcknowledgedAsync(first, "after");
        await _members.ControlPlaneAsync(own);
    }

    private async Task StaysAsync(string journal, string why)
    {
        var before = await PostgresServer.QueryAsync(journal, Rows);
        Assert.Contains(why, await RefusedAsync(journal));
        Assert.Equal(before, await PostgresServer.QueryAsync(journal, Rows));
    }

    private async Task<string> RefusedAsync(string journal) =>
        (await Assert.ThrowsAsync<JournalException>(() => _members.ControlPlaneAsync(journal))).Message;

    private static string NameIn(string connection) => connection[(connection.LastIndexOf('=') + 1)..];
}
