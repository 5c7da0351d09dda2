using Npgsql;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Postgres;

/// <summary>The statements on table <c>snapshot</c>: segments, and the manifest that names those that count.</summary>
/// <remarks>
/// A leader that slept must not put back an old manifest. So the manifest goes in one batch, sent as a whole: take the
/// lock that seals take, look for the seal, write. No client's pause lies between the look and the write.
/// </remarks>
internal static class SnapshotTable
{
    private const string Upsert =
        "INSERT INTO snapshot (persistence_id, sequence_number, created, snapshot, manifest, serializer_id) ";

    private const string OnConflict =
        " ON CONFLICT (persistence_id, sequence_number) DO UPDATE SET created = excluded.created, "
        + "snapshot = excluded.snapshot, manifest = excluded.manifest, serializer_id = excluded.serializer_id";

    public static async Task<ManifestRow?> FindManifestAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            "SELECT sequence_number, snapshot, manifest FROM snapshot "
            + $"WHERE persistence_id = '{AkkaLayout.ManifestId}' ORDER BY sequence_number DESC LIMIT 1",
            connection);
        await using var reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
            return null;
        if (reader.GetString(2) is not AkkaLayout.ManifestManifest and var unknown)
            throw new JournalCorruptException(
                $"the snapshot is a '{unknown}', which this version does not know: a newer one wrote it");
        return new ManifestRow(0, reader.GetInt64(0), reader.GetFieldValue<byte[]>(1));
    }

    public static async Task<IReadOnlyList<SegmentRow>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<SegmentId> ids)
    {
        await using var command = new NpgsqlCommand(
            "SELECT persistence_id, sequence_number, snapshot FROM snapshot "
            + "WHERE (persistence_id, sequence_number) IN (SELECT * FROM unnest($1, $2))",
            connection);
        AddIds(command.Parameters, ids);
        var found = new Dictionary<SegmentId, SegmentRow>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                var id = new SegmentId(AkkaLayout.SegmentsEpochOf(reader.GetString(0)), reader.GetInt64(1));
                found[id] = new SegmentRow(id, reader.GetFieldValue<byte[]>(2));
            }
        }
        return [.. ids.Select(id => found.TryGetValue(id, out var row)
            ? row
            : throw new JournalCorruptException(
                $"segment {id.Epoch}/{id.Number} of the snapshot is missing; restore the database from a backup"))];
    }

    public static async Task<IReadOnlyList<SegmentId>> ListAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            "SELECT persistence_id, sequence_number FROM snapshot WHERE persistence_id ~ '^store-segments-[0-9]+$'",
            connection);
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<SegmentId>();
        while (await reader.ReadAsync())
            found.Add(new SegmentId(AkkaLayout.SegmentsEpochOf(reader.GetString(0)), reader.GetInt64(1)));
        return found;
    }

    public static async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<SegmentRow> segments, long timeMs)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var segment in segments)
        {
            var write = new NpgsqlBatchCommand($"{Upsert} VALUES ($1, $2, $3, $4, $5, $6){OnConflict}");
            AddRow(
                write.Parameters, AkkaLayout.SegmentsId(segment.Id.Epoch), segment.Id.Number, timeMs, segment.Payload,
                AkkaLayout.SegmentManifest);
            batch.BatchCommands.Add(write);
        }
        if (segments.Count > 0)
            await batch.ExecuteNonQueryAsync();
    }

    public static async Task WriteAsync(
        NpgsqlConnection connection, ManifestRow manifest, IReadOnlyList<SegmentId> obsolete, long timeMs)
    {
        var epoch = AkkaLayout.EpochId(manifest.Epoch);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT pg_advisory_xact_lock({PostgresSchema.LockKey})"));
        var write = new NpgsqlBatchCommand(
            $"{Upsert} SELECT $1, $2, $3, $4, $5, $6 WHERE {Unsealed("$7")}{OnConflict}");
        AddRow(
            write.Parameters, AkkaLayout.ManifestId, manifest.Revision, timeMs, manifest.Payload,
            AkkaLayout.ManifestManifest);
        write.Parameters.Add(Sql.Of(epoch));
        batch.BatchCommands.Add(write);
        var dropManifests = new NpgsqlBatchCommand(
            "DELETE FROM snapshot WHERE persistence_id = $1 AND sequence_number <> $2 AND " + Unsealed("$3"));
        dropManifests.Parameters.Add(Sql.Of(AkkaLayout.ManifestId));
        dropManifests.Parameters.Add(Sql.Of(manifest.Revision));
        dropManifests.Parameters.Add(Sql.Of(epoch));
        batch.BatchCommands.Add(dropManifests);
        var dropSegments = new NpgsqlBatchCommand(
            "DELETE FROM snapshot WHERE (persistence_id, sequence_number) IN (SELECT * FROM unnest($1, $2)) AND "
            + Unsealed("$3"));
        AddIds(dropSegments.Parameters, obsolete);
        dropSegments.Parameters.Add(Sql.Of(epoch));
        batch.BatchCommands.Add(dropSegments);
        await batch.ExecuteNonQueryAsync();
        if (write.RecordsAffected == 0)
            throw new JournalSealedException(manifest.Epoch);
    }

    private static string Unsealed(string epoch) =>
        $"(SELECT manifest FROM journal WHERE persistence_id = {epoch} ORDER BY sequence_number DESC LIMIT 1) "
        + $"IS DISTINCT FROM '{AkkaLayout.SealManifest}'";

    private static void AddRow(
        NpgsqlParameterCollection to, string id, long number, long timeMs, ReadOnlyMemory<byte> payload,
        string manifest)
    {
        to.Add(Sql.Of(id));
        to.Add(Sql.Of(number));
        to.Add(Sql.Of(AkkaLayout.TicksOf(timeMs)));
        to.Add(Sql.Of(payload));
        to.Add(Sql.Of(manifest));
        to.Add(Sql.Of(AkkaLayout.SerializerId));
    }

    private static void AddIds(NpgsqlParameterCollection to, IReadOnlyList<SegmentId> ids)
    {
        to.Add(Sql.Of(ids.Select(id => AkkaLayout.SegmentsId(id.Epoch)).ToArray()));
        to.Add(Sql.Of(ids.Select(id => id.Number).ToArray()));
    }
}
