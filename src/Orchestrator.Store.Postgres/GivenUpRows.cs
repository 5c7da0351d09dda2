using System.Text;
using Npgsql;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Postgres;

/// <summary>Which control planes the others have given up, in table <c>journal</c> beside the store's rows: one row per
/// ruling, under a persistence id of their own.</summary>
/// <remarks>Two cannot take one position by the same index that leadership rests on. A row's payload is text: who
/// ruled, then whom it gave up, a line each; Akka reads it as bytes. Each call has a connection of its own, which is
/// there or fails soon: whoever asks asks again.</remarks>
internal sealed class GivenUpRows
{
    /// <summary>So many rulings are kept: who slept through more is not told any more that it was given up.</summary>
    public const int RowsMax = 256;

    private const string PersistenceId = "control-planes-given-up";
    private const int ConnectSecondsMax = 2, CommandSecondsMax = 3, ByteArraySerializer = 4;

    private const string Read =
        "SELECT sequence_number, message FROM journal WHERE persistence_id = $1 ORDER BY sequence_number DESC LIMIT $2";

    private const string Insert =
        "INSERT INTO journal "
        + "(created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid) "
        + "VALUES ($1, false, $2, $3, $4, '', $5, $6) ON CONFLICT (persistence_id, sequence_number) DO NOTHING";

    private const string Trim = "DELETE FROM journal WHERE persistence_id = $1 AND sequence_number <= $2";

    private readonly string _connection;

    /// <param name="connection">As <see cref="PostgresJournal.OpenAsync"/> takes it.</param>
    /// <exception cref="ArgumentException">It cannot be understood.</exception>
    public GivenUpRows(string connection)
    {
        var builder = PostgresConnectionString.Parse(connection);
        builder.Timeout = Math.Min(builder.Timeout, ConnectSecondsMax);
        builder.CommandTimeout = Math.Min(builder.CommandTimeout, CommandSecondsMax);
        _connection = builder.ConnectionString;
    }

    /// <summary>The newest position, 0 where there is no row, and all who were given up.</summary>
    /// <exception cref="NpgsqlException">The database is not reached, or refuses.</exception>
    public async Task<(long Newest, IReadOnlySet<string> GivenUp)> ReadAsync()
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(Read, connection);
        command.Parameters.Add(Sql.Of(PersistenceId));
        command.Parameters.Add(Sql.Of(RowsMax));
        await using var rows = await command.ExecuteReaderAsync();
        var newest = 0L;
        var givenUp = new HashSet<string>(StringComparer.Ordinal);
        while (await rows.ReadAsync())
        {
            newest = Math.Max(newest, rows.GetInt64(0));
            givenUp.UnionWith(Encoding.UTF8.GetString(rows.GetFieldValue<byte[]>(1)).Split('\n')[1..]);
        }
        return (newest, givenUp);
    }

    /// <summary>Takes a position; false: it was taken.</summary>
    /// <exception cref="NpgsqlException">The database is not reached, or refuses; the row may be there, or
    /// come.</exception>
    public async Task<bool> TryAppendAsync(long position, string by, IReadOnlyList<string> givenUp, long timeMs)
    {
        await using var connection = await ConnectAsync();
        await using var insert = new NpgsqlCommand(Insert, connection);
        insert.Parameters.Add(Sql.Of(AkkaLayout.TicksOf(timeMs)));
        insert.Parameters.Add(Sql.Of(PersistenceId));
        insert.Parameters.Add(Sql.Of(position));
        insert.Parameters.Add(Sql.Of(Encoding.UTF8.GetBytes(string.Join('\n', [by, .. givenUp])).AsMemory()));
        insert.Parameters.Add(Sql.Of(ByteArraySerializer));
        insert.Parameters.Add(Sql.Of(AkkaLayout.Writer));
        if (await insert.ExecuteNonQueryAsync() == 0)
            return false;
        await using var trim = new NpgsqlCommand(Trim, connection);
        trim.Parameters.Add(Sql.Of(PersistenceId));
        trim.Parameters.Add(Sql.Of(position - RowsMax));
        await trim.ExecuteNonQueryAsync();
        return true;
    }

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(_connection);
        try
        {
            await connection.OpenAsync();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
