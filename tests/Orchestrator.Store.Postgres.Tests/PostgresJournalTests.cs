using System.Text;
using Npgsql;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Tests.Journals;

namespace Orchestrator.Store.Postgres.Tests;

[Collection(PostgresCollection.Name)]
public sealed class PostgresJournalTests(PostgresServer server) : SharedJournalContract
{
    private string _database = null!;

    [Fact]
    public async Task Reopened_HasEverything()
    {
        await Journal.AppendAsync(Row(3, 1, "kept"), default);
        await using var again = await PostgresJournal.OpenAsync(_database);
        var row = Assert.Single(await again.ReadAsync(new(3, 0), 1, default));
        Assert.Equal("kept", Encoding.UTF8.GetString(row.Payload.Span));
        Assert.True(again.SizeBytes > 0);
    }

    [Fact]
    public async Task Rows_FillThePluginsColumns()
    {
        await Journal.AppendAsync(new(new(3, 1), JournalRowKind.Batch, 1000, new byte[] { 1, 2 }), default);
        await Journal.AppendAsync(new(new(3, 2), JournalRowKind.Seal, 2000, new byte[] { 3 }), default);
        await Journal.WriteSegmentsAsync([new SegmentRow(new(3, 9), new byte[] { 4 })], default);
        await Journal.WriteManifestAsync(new ManifestRow(4, 77, new byte[] { 5 }), [], default);
        Assert.Equal(
            [
                "1|621355968010000000|False|store-3|1|0102||store-batch-1|20306|orchestrator-store",
                "2|621355968020000000|False|store-3|2|03||store-seal-1|20306|orchestrator-store",
            ],
            await PostgresServer.QueryAsync(_database,
                "SELECT ordering, created, deleted, persistence_id, sequence_number, encode(message, 'hex'), tags, "
                + "manifest, identifier, writer_uuid FROM journal ORDER BY ordering"));
        Assert.Equal(
            ["store-manifest|77|05|store-manifest-1|20306", "store-segments-3|9|04|store-segment-1|20306"],
            await PostgresServer.QueryAsync(_database,
                "SELECT persistence_id, sequence_number, encode(snapshot, 'hex'), manifest, serializer_id "
                + "FROM snapshot ORDER BY persistence_id"));
    }

    [Fact]
    public async Task Tables_AreThePlugins()
    {
        const string columns =
            "SELECT column_name, data_type, character_maximum_length, is_nullable FROM information_schema.columns "
            + "WHERE table_name = '{0}' ORDER BY ordinal_position";
        Assert.Equal(
            [
                "ordering|bigint||NO", "created|bigint||NO", "deleted|boolean||NO",
                "persistence_id|character varying|255|NO", "sequence_number|bigint||NO", "message|bytea||NO",
                "tags|character varying|100|YES", "manifest|character varying|500|NO", "identifier|integer||YES",
                "writer_uuid|character varying|128|YES",
            ],
            await PostgresServer.QueryAsync(_database, string.Format(columns, "journal")));
        Assert.Equal(
            [
                "persistence_id|character varying|255|NO", "sequence_number|bigint||NO", "created|bigint||NO",
                "snapshot|bytea||NO", "manifest|character varying|500|NO", "serializer_id|integer||YES",
            ],
            await PostgresServer.QueryAsync(_database, string.Format(columns, "snapshot")));
    }

    [Fact]
    public async Task TablesOfThePlugin_AreUsedAsTheyAre_ByAUserWhoMayNotCreate()
    {
        // As the plugin leaves them when it keeps tags in a table of their own.
        var database = await server.CreateDatabaseAsync();
        await PostgresServer.ExecuteAsync(database, """
            CREATE TABLE journal (ordering BIGSERIAL PRIMARY KEY, deleted boolean NOT NULL,
                manifest varchar(500) NOT NULL, message bytea NOT NULL, identifier int,
                persistence_id varchar(255) NOT NULL, sequence_number bigint NOT NULL, created bigint NOT NULL,
                writer_uuid varchar(128));
            ALTER TABLE journal ADD CONSTRAINT journal_uq UNIQUE (persistence_id, sequence_number);
            CREATE TABLE snapshot (persistence_id varchar(255) NOT NULL, sequence_number bigint NOT NULL,
                created bigint NOT NULL, manifest varchar(500) NOT NULL, snapshot bytea NOT NULL, serializer_id int,
                PRIMARY KEY (persistence_id, sequence_number));
            INSERT INTO journal (deleted, manifest, message, persistence_id, sequence_number, created)
                VALUES (false, '', '', 'an-actor-of-the-user', 1, 0);
            DROP ROLE IF EXISTS writer;
            CREATE ROLE writer LOGIN;
            GRANT ALL ON ALL TABLES IN SCHEMA public TO writer;
            GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO writer;
            """);
        var name = new NpgsqlConnectionStringBuilder(database).Database!;
        await using (var journal = await PostgresJournal.OpenAsync(server.To(name, "writer")))
        {
            Assert.Null(await journal.FindLastAsync(default));
            await journal.AppendAsync(Row(1, 1, "x"), default);
            Assert.Equal(new JournalPosition(1, 1), (await journal.FindLastAsync(default))!.Position);
            Assert.Equal(1, await journal.CompactAsync(new(1, 1), 10, default));
        }
        Assert.Equal(
            ["an-actor-of-the-user"], await PostgresServer.QueryAsync(database, "SELECT persistence_id FROM journal"));
    }

    [Fact]
    public async Task TableOfAnotherProgram_IsRefused()
    {
        var database = await server.CreateDatabaseAsync();
        await PostgresServer.ExecuteAsync(
            database,
            "CREATE TABLE journal (persistence_id text, sequence_number bigint); INSERT INTO journal VALUES ('a', 1)");
        var error = await Assert.ThrowsAsync<JournalCorruptException>(
            async () => await PostgresJournal.OpenAsync(database));
        Assert.Contains("unique index", error.Message);
        Assert.Equal(["a|1"], await PostgresServer.QueryAsync(database, "SELECT * FROM journal"));
    }

    [Fact]
    public async Task SynchronousCommitOff_IsRefused_AndSaysWhatToDo()
    {
        var error = await Assert.ThrowsAsync<JournalException>(
            async () => await PostgresJournal.OpenAsync(_database + ";Options=-c synchronous_commit=off"));
        Assert.Contains("ALTER ROLE postgres SET synchronous_commit = on", error.Message);
    }

    [Fact]
    public async Task ReadOnlyServer_IsRefused()
    {
        await Assert.ThrowsAsync<JournalReadOnlyException>(
            async () => await PostgresJournal.OpenAsync(_database + ";Options=-c default_transaction_read_only=on"));
    }

    [Fact]
    public async Task UnknownDatabase_IsNamed()
    {
        var error = await Assert.ThrowsAsync<JournalException>(
            async () => await PostgresJournal.OpenAsync(server.To("nowhere")));
        Assert.Contains("nowhere does not exist", error.Message);
    }

    [Fact]
    public async Task NoServer_IsSaid_WithoutThePassword()
    {
        var error = await Assert.ThrowsAsync<JournalException>(
            async () => await PostgresJournal.OpenAsync("postgres://me:secret@127.0.0.1:1/db"));
        Assert.Contains("127.0.0.1:1, database db cannot be reached", error.Message);
        Assert.DoesNotContain("secret", error.ToString());
    }

    [Fact]
    public async Task Follower_WakesForARowOfAnotherProcess()
    {
        await using var standby = await PostgresJournal.OpenAsync(_database);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var rows = FollowAsync(standby, 50, limit.Token);
        for (var i = 1; i <= 50; i++)
            await Journal.AppendAsync(Row(1, i, $"{i}"), default);
        Assert.Equal(Enumerable.Range(1, 50).Select(i => $"{i}"), await rows);
    }

    [Fact]
    public async Task Follower_IsNotifiedOfEachRow_RatherThanPolls()
    {
        await using var standby = await PostgresJournal.OpenAsync(_database);
        // Thirty polls, one each second, would take longer.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        for (var i = 1; i <= 30; i++)
        {
            var last = new JournalPosition(1, i - 1);
            await Journal.AppendAsync(Row(1, i, $"{i}"), default);
            while ((await standby.ReadAsync(last, 1, default)).Count == 0)
                await standby.WaitForRowAsync(last, limit.Token);
            // Ends at the notification of this row, which may be on its way yet, and not at what was seen before.
            await standby.WaitForRowAsync(last, limit.Token);
        }
    }

    [Fact]
    public async Task Follower_ThatIsCancelled_Ends()
    {
        using var cancel = new CancellationTokenSource();
        var wait = ((IJournalFollower)Journal).WaitForRowAsync(new(long.MaxValue, 0), cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await wait);
    }

    [Fact]
    public async Task Seal_WaitsForAManifestThatIsBeingWritten()
    {
        await using var writer = new NpgsqlConnection(_database + ";Pooling=false");
        await writer.OpenAsync();
        await using var transaction = await writer.BeginTransactionAsync();
        await using (var take = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({PostgresSchema.LockKey})", writer))
            await take.ExecuteNonQueryAsync();
        var seal = Journal.AppendAsync(Row(1, 1, "seal", JournalRowKind.Seal), default).AsTask();
        while (await PostgresServer.QueryAsync(_database, "SELECT count(*) FROM pg_locks WHERE NOT granted") is ["0"])
            Assert.False(seal.IsCompleted);
        await transaction.CommitAsync();
        await seal;
    }

    [Fact]
    public async Task Calls_ThatAskForTheLastRowTogether_AllSeeWhatWasAppendedBefore()
    {
        for (var i = 1; i <= 20; i++)
        {
            await Journal.AppendAsync(Row(1, i, "x"), default);
            var asked = Enumerable.Range(0, 30).Select(_ => Journal.FindLastAsync(default).AsTask());
            Assert.All(await Task.WhenAll(asked), last => Assert.Equal(i, last!.Position.Sequence));
        }
    }

    private protected override async ValueTask<IJournal> OpenAsync()
    {
        _database = await server.CreateDatabaseAsync();
        return await PostgresJournal.OpenAsync(_database);
    }

    private static async Task<List<string>> FollowAsync(
        PostgresJournal journal, int count, CancellationToken cancellation)
    {
        var seen = new List<string>();
        var last = new JournalPosition(1, 0);
        while (seen.Count < count)
        {
            var rows = await journal.ReadAsync(last, 1 << 20, cancellation);
            seen.AddRange(rows.Select(row => Encoding.UTF8.GetString(row.Payload.Span)));
            if (rows.Count > 0)
                last = rows[^1].Position;
            else
                await journal.WaitForRowAsync(last, cancellation);
        }
        return seen;
    }
}
