using Npgsql;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Postgres;

/// <summary>The statements on table <c>journal</c>.</summary>
/// <remarks>Column <c>ordering</c> grows with the position: a row is inserted only after its predecessor was seen, and
/// a row whose writer was lost has been ended before the next one is tried.</remarks>
internal static class JournalTable
{
    /// <summary>Every append notifies it with the row's position, as <c>epoch/sequence</c>.</summary>
    public const string Channel = "orchestrator_store";

    // Other persistent actors may share the table.
    private const string Ours = "persistence_id ~ '^store-[0-9]+$'";
    private const int RowsPerReadMax = 1024;

    private const string Insert =
        "WITH written AS (INSERT INTO journal "
        + "(created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid) "
        + "VALUES ($1, false, $2, $3, $4, $5, $6, $7) RETURNING 1) "
        + $"SELECT pg_notify('{Channel}', $8) FROM written";

    private const string Last =
        "SELECT persistence_id, sequence_number, manifest, created FROM journal "
        + $"WHERE {Ours} ORDER BY ordering DESC LIMIT 1";

    // The sum stops the rows on the server: what lies behind the limit is neither read from disk nor sent.
    private const string Rows =
        "SELECT sequence_number, manifest, created, message FROM ("
        + "SELECT *, sum(octet_length(message)) OVER (ORDER BY sequence_number) - octet_length(message) AS before "
        + "FROM ("
        + "SELECT sequence_number, manifest, created, message FROM journal "
        + "WHERE persistence_id = $1 AND sequence_number > $2 ORDER BY sequence_number LIMIT $3) AS candidates) "
        + "AS summed "
        + "WHERE before < $4 ORDER BY sequence_number";

    // The row that bounds the range goes last, so that a range half dropped can be finished.
    private const string Drop =
        "DELETE FROM journal WHERE ordering IN (SELECT ordering FROM journal WHERE ordering <= "
        + "(SELECT ordering FROM journal WHERE persistence_id = $1 AND sequence_number = $2) "
        + $"AND {Ours} AND manifest <> '{AkkaLayout.SealManifest}' ORDER BY ordering LIMIT $3)";

    /// <summary>One statement and one round trip. A seal also waits for a manifest that is being written: whoever seals
    /// reads it afterwards.</summary>
    public static async Task AppendAsync(NpgsqlConnection connection, JournalRow row)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (row.Kind == JournalRowKind.Seal)
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT pg_advisory_xact_lock({PostgresSchema.LockKey})"));
        var insert = new NpgsqlBatchCommand(Insert);
        insert.Parameters.Add(Sql.Of(AkkaLayout.TicksOf(row.TimeMs)));
        insert.Parameters.Add(Sql.Of(AkkaLayout.EpochId(row.Position.Epoch)));
        insert.Parameters.Add(Sql.Of(row.Position.Sequence));
        insert.Parameters.Add(Sql.Of(row.Payload));
        insert.Parameters.Add(Sql.Of(AkkaLayout.ManifestOf(row.Kind)));
        insert.Parameters.Add(Sql.Of(AkkaLayout.SerializerId));
        insert.Parameters.Add(Sql.Of(AkkaLayout.Writer));
        insert.Parameters.Add(Sql.Of($"{row.Position.Epoch}/{row.Position.Sequence}"));
        batch.BatchCommands.Add(insert);
        try
        {
            await batch.ExecuteNonQueryAsync();
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new JournalConflictException(row.Position);
        }
    }

    public static async Task<JournalRow?> FindLastAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Last, connection);
        await using var reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
            return null;
        var position = new JournalPosition(AkkaLayout.EpochOf(reader.GetString(0)), reader.GetInt64(1));
        var kind = AkkaLayout.KindOf(reader.GetString(2), position);
        return new JournalRow(position, kind, AkkaLayout.TimeMsOf(reader.GetInt64(3)), default);
    }

    public static async Task<IReadOnlyList<JournalRow>> ReadAsync(
        NpgsqlConnection connection, JournalPosition after, int bytesMax)
    {
        await using var command = new NpgsqlCommand(Rows, connection);
        command.Parameters.Add(Sql.Of(AkkaLayout.EpochId(after.Epoch)));
        command.Parameters.Add(Sql.Of(after.Sequence));
        command.Parameters.Add(Sql.Of(Math.Clamp(bytesMax, 1, RowsPerReadMax)));
        command.Parameters.Add(Sql.Of((long)Math.Max(1, bytesMax)));
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<JournalRow>();
        while (await reader.ReadAsync())
        {
            var position = after with { Sequence = reader.GetInt64(0) };
            var kind = AkkaLayout.KindOf(reader.GetString(1), position);
            var payload = reader.GetFieldValue<byte[]>(3);
            rows.Add(new JournalRow(position, kind, AkkaLayout.TimeMsOf(reader.GetInt64(2)), payload));
        }
        return rows;
    }

    public static async Task<int> CompactAsync(NpgsqlConnection connection, JournalPosition through, int rowsMax)
    {
        await using var command = new NpgsqlCommand(Drop, connection);
        command.Parameters.Add(Sql.Of(AkkaLayout.EpochId(through.Epoch)));
        command.Parameters.Add(Sql.Of(through.Sequence));
        command.Parameters.Add(Sql.Of(rowsMax));
        return await command.ExecuteNonQueryAsync();
    }
}
