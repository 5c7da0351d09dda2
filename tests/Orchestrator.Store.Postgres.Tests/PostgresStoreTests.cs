using System.Diagnostics;
using Npgsql;
using Orchestrator.Store.Tests;

namespace Orchestrator.Store.Postgres.Tests;

/// <summary>The store over a server that stalls.</summary>
[Collection(PostgresCollection.Name)]
public class PostgresStoreTests(PostgresServer server)
{
    private const string Hasty = ";Command Timeout=1";

    [Fact]
    public async Task TableThatIsLocked_WritesFailAndGoOnAfterwards()
    {
        var database = await server.CreateDatabaseAsync();
        await using var running = await OnPostgres.StartAsync(database + Hasty);
        await running.Store.WriteAsync(Objects.Put("a"));
        await using (var other = new NpgsqlConnection(database + ";Pooling=false"))
        {
            await other.OpenAsync();
            await using var transaction = await other.BeginTransactionAsync();
            await using (var take = new NpgsqlCommand("LOCK TABLE journal IN SHARE MODE", other))
                await take.ExecuteNonQueryAsync();
            var error = await Assert.ThrowsAsync<StoreUnavailableException>(
                async () => await running.Store.WriteAsync(Objects.Put("b")));
            Assert.False(error.MayHaveHappened);
            Assert.Contains("did not", error.Message);
        }
        Assert.Equal(2, (await running.Store.WriteAsync(Objects.Put("c"))).Revision);
        Assert.Null(running.Store.Current.Get(Objects.Key("b")));
        await CheckReopenedAsync(database, running.Store, "c");
    }

    /// <summary>The server's process stands still with the write before it: what becomes of it is unknown, is said to
    /// be, and nothing else is written before it is known.</summary>
    [Fact]
    public async Task ServerProcessThatStandsStill_EndIsUnknown_AndNoRevisionIsGivenTwice()
    {
        var database = await server.CreateDatabaseAsync();
        await using var running = await OnPostgres.StartAsync(database + Hasty);
        await running.Store.WriteAsync(Objects.Put("a"));
        var writer = Assert.Single(await PostgresServer.QueryAsync(
            database,
            "SELECT pid FROM pg_stat_activity "
            + "WHERE datname = current_database() AND query LIKE 'WITH written%'"));
        await PostgresServer.SignalAsync("STOP", writer);
        try
        {
            var error = await Assert.ThrowsAsync<StoreUnavailableException>(
                async () => await running.Store.WriteAsync(Objects.Put("b")));
            Assert.True(error.MayHaveHappened);
            var next = await Assert.ThrowsAsync<StoreUnavailableException>(
                async () => await running.Store.WriteAsync(Objects.Put("c")));
            Assert.False(next.MayHaveHappened);
            Assert.Contains($"process {writer} of a lost connection", running.Store.Trouble + next.Message);
        }
        finally
        {
            await PostgresServer.SignalAsync("CONT", writer);
        }
        var revision = await WriteWhenPossibleAsync(running.Store, "d");
        Assert.Equal(running.Store.Current.Get(Objects.Key("b")) is null ? 2 : 3, revision);
        Assert.Null(running.Store.Current.Get(Objects.Key("c")));
        await CheckReopenedAsync(database, running.Store, "d");
    }

    private static async Task<long> WriteWhenPossibleAsync(StoreHost store, string name)
    {
        var limit = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return (await store.WriteAsync(Objects.Put(name))).Revision;
            }
            catch (StoreUnavailableException error) when (!error.MayHaveHappened)
            {
                Assert.True(limit.Elapsed < TimeSpan.FromSeconds(60), error.Message);
                await Task.Delay(20);
            }
        }
    }

    private static async Task CheckReopenedAsync(string database, StoreHost before, string last)
    {
        var shown = before.Current;
        await using var again = await OnPostgres.StartAsync(database);
        Assert.Equal(shown.Revision, again.Store.Current.Revision);
        Assert.Equal(shown.Count("/registry/"), again.Store.Current.Count("/registry/"));
        Assert.Equal(shown.Revision, again.Store.Current.Get(Objects.Key(last))!.ModRevision);
    }
}
