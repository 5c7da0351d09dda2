using Orchestrator.Akka.Journal;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Postgres.Tests;
using Orchestrator.Store.Tests.Journals;

namespace Orchestrator.Akka.Tests.Journal.Postgres;

[Collection(PostgresCollection.Name)]
public sealed class PostgresAkkaJournalTests(PostgresServer server) : SharedJournalContract
{
    private string _database = "";

    [Fact]
    public async Task Rows_AreWhatTheBuiltInJournalWrites()
    {
        var other = await server.CreateDatabaseAsync();
        await using (var builtIn = await Store.Postgres.PostgresJournal.OpenAsync(other))
            await FillAsync(builtIn);
        await FillAsync(Journal);
        var rows = await RowsAsync(_database);
        Assert.Equal(2, rows.Count);
        Assert.Equal(await RowsAsync(other), rows);
    }

    [Fact]
    public async Task PluginsSessionsKilled_InTheMiddleOfAWrite_NoRowAppearsAfterItWasReadAsMissing()
    {
        await Journal.AppendAsync(Row(1, 1, "x"), default);
        await using var locker = new Npgsql.NpgsqlConnection(_database + ";Pooling=false");
        await locker.OpenAsync();
        await using (var transaction = await locker.BeginTransactionAsync())
        {
            await using (var take = new Npgsql.NpgsqlCommand("LOCK TABLE journal IN SHARE MODE", locker))
                await take.ExecuteNonQueryAsync();
            var append = Journal.AppendAsync(Row(1, 2, "lost"), default).AsTask();
            while (await PostgresServer.QueryAsync(_database, "SELECT count(*) FROM pg_locks WHERE NOT granted") is ["0"])
                Assert.False(append.IsCompleted);
            await PostgresServer.ExecuteAsync(
                _database, "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted");
            var error = await Assert.ThrowsAnyAsync<JournalException>(() => append);
            Assert.IsNotType<JournalConflictException>(error);
        }
        Assert.Single(await Journal.ReadAsync(new(1, 0), 1 << 20, default));
        await Journal.AppendAsync(Row(1, 2, "again"), default);
        Assert.Equal(2, (await Journal.ReadAsync(new(1, 0), 1 << 20, default)).Count);
    }

    [Fact]
    public async Task BackendHangs_NothingIsReadAsMissing_BeforeItIsGone()
    {
        await using var hasty = await AkkaJournal.OpenPostgresAsync(_database + ";Command Timeout=1");
        await hasty.AppendAsync(Row(1, 1, "x"), default);
        await using var locker = new Npgsql.NpgsqlConnection(_database + ";Pooling=false");
        await locker.OpenAsync();
        await using (var transaction = await locker.BeginTransactionAsync())
        {
            await using (var take = new Npgsql.NpgsqlCommand("LOCK TABLE journal IN SHARE MODE", locker))
                await take.ExecuteNonQueryAsync();
            var append = hasty.AppendAsync(Row(1, 2, "late"), default).AsTask();
            var backend = await BlockedAsync();
            await PostgresServer.SignalAsync("STOP", backend);
            await Assert.ThrowsAnyAsync<JournalException>(() => append);
            // A read now would find nothing, and the row would appear afterwards.
            await Assert.ThrowsAnyAsync<JournalException>(
                async () => await hasty.ReadAsync(new(1, 1), 1 << 20, default));
            await transaction.RollbackAsync();
            await PostgresServer.SignalAsync("CONT", backend);
        }
        var rows = await hasty.ReadAsync(new(1, 1), 1 << 20, default);
        await Task.Delay(200);
        Assert.Equal(rows.Count, (await Journal.ReadAsync(new(1, 1), 1 << 20, default)).Count);
    }

    [Fact]
    public async Task Follower_IsNotifiedOfEachRow_RatherThanPolls()
    {
        await using var standby = await Store.Postgres.PostgresJournal.OpenAsync(_database);
        // Thirty polls, one each second, would take longer.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        for (var i = 1; i <= 30; i++)
        {
            var last = new JournalPosition(1, i - 1);
            await Journal.AppendAsync(Row(1, i, $"{i}"), default);
            await standby.WaitForRowAsync(last, limit.Token);
            while ((await standby.ReadAsync(last, 1, default)).Count == 0)
                await standby.WaitForRowAsync(last, limit.Token);
            await standby.WaitForRowAsync(last, limit.Token);
        }
    }

    private async Task<string> BlockedAsync()
    {
        while (true)
        {
            var blocked = await PostgresServer.QueryAsync(
                _database,
                "SELECT l.pid FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
                + "WHERE NOT granted AND a.datname = current_database()");
            if (blocked is [{ } backend])
                return backend;
        }
    }

    private protected override async ValueTask<IJournal> OpenAsync()
    {
        _database = await server.CreateDatabaseAsync();
        return await AkkaJournal.OpenPostgresAsync(_database);
    }

    private static async Task FillAsync(IJournal journal)
    {
        await journal.AppendAsync(Row(3, 1, "batch"), default);
        await journal.AppendAsync(Row(3, 2, "seal", JournalRowKind.Seal), default);
    }

    private static Task<List<string>> RowsAsync(string database) => PostgresServer.QueryAsync(
        database,
        "SELECT created, deleted, persistence_id, sequence_number, encode(message, 'hex'), manifest, identifier "
        + "FROM journal ORDER BY ordering");
}
