using Npgsql;

namespace Orchestrator.Store.Postgres.Tests;

[Collection(PostgresCollection.Name)]
public class LostBackendsTests(PostgresServer server)
{
    [Fact]
    public async Task WriterThatIsStillAtWork_IsEnded_AndWhatItWasWritingNeverAppears()
    {
        var database = await server.CreateDatabaseAsync();
        await PostgresServer.ExecuteAsync(database, "CREATE TABLE t (n int)");
        var where = PostgresConnectionString.Parse(database);
        await using var writer = await PostgresSession.OpenAsync(where);
        await using var insert = new NpgsqlCommand("INSERT INTO t SELECT 1 FROM pg_sleep(60)", writer.Connection);
        var inserting = insert.ExecuteNonQueryAsync();
        await using var reader = await PostgresSession.OpenAsync(where);

        var lost = new LostBackends();
        lost.Add(writer.Backend);
        Assert.False(lost.IsEmpty);
        await lost.EndAllAsync(reader.Connection);

        Assert.True(lost.IsEmpty);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => inserting);
        Assert.Empty(await PostgresServer.QueryAsync(database, "SELECT * FROM t"));
        Assert.Empty(await PostgresServer.QueryAsync(
            database, $"SELECT 1 FROM pg_stat_activity WHERE pid = {writer.Backend.ProcessId}"));
    }

    [Fact]
    public async Task AnotherProcessWithTheSameNumber_IsLeftAlone()
    {
        var where = PostgresConnectionString.Parse(await server.CreateDatabaseAsync());
        await using var other = await PostgresSession.OpenAsync(where);
        await using var reader = await PostgresSession.OpenAsync(where);
        var lost = new LostBackends();
        lost.Add(other.Backend with { Start = "1.000000" });
        await lost.EndAllAsync(reader.Connection);
        await using var command = new NpgsqlCommand("SELECT 1", other.Connection);
        Assert.Equal(1, await command.ExecuteScalarAsync());
    }
}
