using Npgsql;
using Orchestrator.Actors.Threaded;
using Orchestrator.Store.Sqlite;
using Orchestrator.Store.Tests;

namespace Orchestrator.Store.Postgres.Tests;

/// <summary>A cluster that outgrows its data file moves to PostgreSQL row by row: the rows are the same.</summary>
[Collection(PostgresCollection.Name)]
public class SqliteCopyTests(PostgresServer server)
{
    [Fact]
    public async Task CopiedRowByRow_OpensWithEverything_AndGoesOn()
    {
        var directory = Directory.CreateTempSubdirectory("orchestrator-copy-").FullName;
        var database = await server.CreateDatabaseAsync();
        await WriteAsync(directory);
        await (await PostgresJournal.OpenAsync(database)).DisposeAsync();
        using (var from = SqliteDatabase.Open(Path.Combine(directory, "orchestrator.db")))
            await CopyAsync(from, database);
        Directory.Delete(directory, recursive: true);

        await using var moved = await OnPostgres.StartAsync(database);
        Assert.Equal((300, 3), (moved.Store.Current.Revision, moved.Store.Epoch));
        Assert.Equal(40, moved.Store.Current.Count("/registry/configmaps/"));
        Assert.Equal("300", Objects.Text(moved.Store.Current.Get(Objects.Key("k20"))));
        Assert.Equal("290", Objects.Text(moved.Store.Current.At(290).Get(Objects.Key("k10"))));
        Assert.Equal(301, (await moved.Store.WriteAsync(Objects.Put("next"))).Revision);
    }

    /// <summary>Two leaderships, with snapshots and compacted rows.</summary>
    private static async Task WriteAsync(string directory)
    {
        var options = new StoreOptions { HistoryChangesMax = 50, SegmentBytes = 2000 };
        for (var epoch = 0; epoch < 2; epoch++)
        {
            await using var system = new ThreadedActorSystem();
            await using var journal = await SqliteJournal.OpenAsync(directory);
            await using var store = StoreHost.Start(system, journal, Objects.Codec, options);
            await store.ReadyAsync();
            for (var i = epoch * 150 + 1; i <= (epoch + 1) * 150; i++)
                await store.WriteAsync(Objects.Put($"k{i % 40}", $"{i}"));
            await store.StopAsync();
            Assert.NotNull(await journal.FindManifestAsync(default));
        }
    }

    private static async Task CopyAsync(SqliteDatabase from, string database)
    {
        await using var to = new NpgsqlConnection(database + ";Pooling=false");
        await to.OpenAsync();
        using (var rows = from.Prepare(
            "SELECT ordering, created, persistence_id, sequence_number, message, manifest, identifier, writer_uuid "
            + "FROM journal"))
        {
            while (rows.Step())
                await InsertAsync(
                    to,
                    "INSERT INTO journal (ordering, created, deleted, persistence_id, sequence_number, message, "
                    + "manifest, identifier, writer_uuid) VALUES ($1, $2, false, $3, $4, $5, $6, $7, $8)",
                    rows.Integer(0), rows.Integer(1), rows.Text(2), rows.Integer(3), rows.Blob(4), rows.Text(5),
                    (int)rows.Integer(6), rows.Text(7));
        }
        using (var rows = from.Prepare(
            "SELECT persistence_id, sequence_number, created, snapshot, manifest, serializer_id FROM snapshot"))
        {
            while (rows.Step())
                await InsertAsync(
                    to, "INSERT INTO snapshot VALUES ($1, $2, $3, $4, $5, $6)",
                    rows.Text(0), rows.Integer(1), rows.Integer(2), rows.Blob(3), rows.Text(4), (int)rows.Integer(5));
        }
        // Rows are ordered by this column: new ones go behind those that were copied.
        await InsertAsync(
            to, "SELECT setval(pg_get_serial_sequence('journal', 'ordering'), (SELECT max(ordering) FROM journal))");
    }

    private static async Task InsertAsync(NpgsqlConnection to, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, to);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
