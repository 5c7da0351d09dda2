using Npgsql;
using Orchestrator.Akka.Journal;
using Orchestrator.Store.Postgres.Tests;

namespace Orchestrator.Akka.Tests.Journal.Postgres;

[Collection(PostgresCollection.Name)]
public sealed class PluginSessionsTests(PostgresServer server)
{
    [Fact]
    public async Task SessionStillAtWork_IsEnded_AndWhatItWasWritingNeverAppears()
    {
        var database = await server.CreateDatabaseAsync();
        await PostgresServer.ExecuteAsync(database, "CREATE TABLE t (n int)");
        await using var sessions = new PluginSessions(database, "one");
        await using var others = new PluginSessions(database, "other");
        await using var writer = new NpgsqlConnection(sessions.Plugin.ConnectionString);
        await using var other = new NpgsqlConnection(others.Plugin.ConnectionString);
        await writer.OpenAsync();
        await other.OpenAsync();
        await using var insert = new NpgsqlCommand("INSERT INTO t SELECT 1 FROM pg_sleep(60)", writer);
        var inserting = insert.ExecuteNonQueryAsync();

        await sessions.EndAllAsync();

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => inserting);
        Assert.Empty(await PostgresServer.QueryAsync(database, "SELECT * FROM t"));
        await using var command = new NpgsqlCommand("SELECT 1", other);
        Assert.Equal(1, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task SessionStoppedInATransaction_IsEndedByTheServer_SoThatARivalGetsIn()
    {
        var database = await server.CreateDatabaseAsync();
        await PostgresServer.ExecuteAsync(database, "CREATE TABLE t (n int PRIMARY KEY)");
        await using var sessions = new PluginSessions(database + ";Options=-c work_mem=8MB", "one");
        await using var stopped = new NpgsqlConnection(sessions.Plugin.ConnectionString);
        await stopped.OpenAsync();
        await using var begun = await stopped.BeginTransactionAsync();
        await using var insert = new NpgsqlCommand("INSERT INTO t VALUES (1)", stopped);
        await insert.ExecuteNonQueryAsync();
        await using var setting = new NpgsqlCommand("SELECT current_setting('work_mem')", stopped);
        Assert.Equal("8MB", await setting.ExecuteScalarAsync());

        await PostgresServer.ExecuteAsync(database, "SET statement_timeout = '6s'; INSERT INTO t VALUES (1)");
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => begun.CommitAsync());
    }
}
