using System.Data;
using Npgsql;
using Orchestrator.Store.Journals;

namespace Orchestrator.EndToEnd.Tests.Clusters.Journals;

/// <summary>Reads the tables as they are, by statements of its own: what the store's own reading would pass over is
/// seen.</summary>
internal static class JournalReader
{
    private const string Rows =
        "SELECT persistence_id, sequence_number, manifest, created, message FROM journal "
        + "WHERE persistence_id ~ '^store-[0-9]+$' ORDER BY ordering";

    private const string Snapshots =
        "SELECT persistence_id, sequence_number, snapshot FROM snapshot "
        + "WHERE persistence_id = 'store-manifest' OR persistence_id ~ '^store-segments-[0-9]+$'";

    /// <param name="connection">Npgsql's connection string.</param>
    public static async Task<JournalContents> ReadAsync(string connection)
    {
        await using var session = new NpgsqlConnection($"{connection};Pooling=false");
        await session.OpenAsync();
        // One picture of both tables, though a snapshot may be written meanwhile.
        await using var picture = await session.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        var rows = new List<JournalRow>();
        await ForEachAsync(session, Rows, row => rows.Add(RowOf(row)));
        ManifestRow? manifest = null;
        var segments = new List<SegmentRow>();
        await ForEachAsync(session, Snapshots, row =>
        {
            var id = row.GetString(0);
            if (id == AkkaLayout.ManifestId)
                manifest = new ManifestRow(0, row.GetInt64(1), row.GetFieldValue<byte[]>(2));
            else
                segments.Add(new SegmentRow(
                    new SegmentId(AkkaLayout.SegmentsEpochOf(id), row.GetInt64(1)), row.GetFieldValue<byte[]>(2)));
        });
        return new JournalContents(rows, manifest, segments);
    }

    private static JournalRow RowOf(NpgsqlDataReader row)
    {
        var position = new JournalPosition(AkkaLayout.EpochOf(row.GetString(0)), row.GetInt64(1));
        return new JournalRow(
            position, AkkaLayout.KindOf(row.GetString(2), position), AkkaLayout.TimeMsOf(row.GetInt64(3)),
            row.GetFieldValue<byte[]>(4));
    }

    private static async Task ForEachAsync(NpgsqlConnection session, string sql, Action<NpgsqlDataReader> each)
    {
        await using var command = new NpgsqlCommand(sql, session);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            each(reader);
    }
}
