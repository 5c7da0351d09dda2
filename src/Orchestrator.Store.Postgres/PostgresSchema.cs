using Npgsql;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Postgres;

/// <summary>The tables, as Akka.Persistence.Sql makes them on PostgreSQL, in the first schema of the user's search
/// path. Tables that are there stay as they are.</summary>
/// <remarks>The plugin's indexes on created and sequence_number serve queries that the store does not make; the plugin
/// adds them itself.</remarks>
internal static class PostgresSchema
{
    /// <summary>The advisory lock that seals, manifests and the making of tables exclude each other by.</summary>
    public const long LockKey = 0x4F52_0000_0001;

    private const string CreateJournal = """
        CREATE TABLE journal (
            ordering BIGSERIAL NOT NULL,
            created BIGINT NOT NULL,
            deleted BOOLEAN NOT NULL,
            persistence_id VARCHAR(255) NOT NULL,
            sequence_number BIGINT NOT NULL,
            message BYTEA NOT NULL,
            tags VARCHAR(100) NULL,
            manifest VARCHAR(500) NOT NULL,
            identifier INT NULL,
            writer_uuid VARCHAR(128) NULL,
            CONSTRAINT "PK_journal" PRIMARY KEY (ordering),
            CONSTRAINT journal_uq UNIQUE (persistence_id, sequence_number))
        """;

    private const string CreateSnapshot = """
        CREATE TABLE snapshot (
            persistence_id VARCHAR(255) NOT NULL,
            sequence_number BIGINT NOT NULL,
            created BIGINT NOT NULL,
            snapshot BYTEA NOT NULL,
            manifest VARCHAR(500) NOT NULL,
            serializer_id INT NULL,
            CONSTRAINT "PK_snapshot" PRIMARY KEY (persistence_id, sequence_number))
        """;

    // Leadership rests on this index alone: without it two stores could write at one position.
    private const string HasUniquePositions = """
        SELECT EXISTS (
            SELECT 1 FROM pg_index i
            WHERE i.indrelid = to_regclass($1) AND i.indisunique AND i.indisvalid AND i.indimmediate
                AND i.indpred IS NULL AND i.indnkeyatts = 2
                AND 2 = (
                    SELECT count(*) FROM pg_attribute a
                    WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
                        AND a.attname IN ('persistence_id', 'sequence_number')))
        """;

    /// <exception cref="JournalCorruptException">A table is another program's.</exception>
    public static async Task EnsureAsync(NpgsqlConnection connection)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await RunAsync(connection, $"SELECT pg_advisory_xact_lock({LockKey})");
        await EnsureAsync(connection, "journal", CreateJournal);
        await EnsureAsync(connection, "snapshot", CreateSnapshot);
        await transaction.CommitAsync();
    }

    /// <summary>Whether both tables are there; changes nothing.</summary>
    /// <exception cref="JournalCorruptException">A table is another program's.</exception>
    public static async Task<bool> ExistsAsync(NpgsqlConnection connection)
    {
        if (!await HasAsync(connection, "journal") || !await HasAsync(connection, "snapshot"))
            return false;
        await CheckAsync(connection, "journal");
        await CheckAsync(connection, "snapshot");
        return true;
    }

    private static async Task EnsureAsync(NpgsqlConnection connection, string table, string create)
    {
        // Asked for first: CREATE … IF NOT EXISTS wants the right to create even where there is nothing to do.
        if (!await HasAsync(connection, table))
            await RunAsync(connection, create);
        await CheckAsync(connection, table);
    }

    private static Task<bool> HasAsync(NpgsqlConnection connection, string table) =>
        AskAsync(connection, "SELECT to_regclass($1) IS NOT NULL", table);

    private static async Task CheckAsync(NpgsqlConnection connection, string table)
    {
        if (!await AskAsync(connection, HasUniquePositions, table))
            throw new JournalCorruptException(
                $"table {table} has no unique index on (persistence_id, sequence_number): it is another program's, or "
                + "its index was dropped; name another database, or restore the index");
    }

    private static async Task<bool> AskAsync(NpgsqlConnection connection, string question, string table)
    {
        await using var command = new NpgsqlCommand(question, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = table });
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
