using System.Data;
using Npgsql;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Postgres;

/// <summary>One open connection whose server keeps what it commits.</summary>
internal sealed class PostgresSession : IAsyncDisposable
{
    // Shorter than the client's own wait, so that a wait for a lock ends with an answer rather than a lost connection.
    // The keepalives let the server see within half a minute that a client has gone. What is looked for once a lock is
    // had must not be a picture from before it: a role or a database may ask for one picture for a whole transaction.
    private const string Settings =
        "SELECT set_config('statement_timeout', '8000', false), "
        + "set_config('idle_in_transaction_session_timeout', '8000', false), "
        + "set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', '5', false), "
        + "set_config('tcp_keepalives_count', '4', false), "
        + "set_config('default_transaction_isolation', 'read committed', false), "
        + "current_setting('synchronous_commit'), current_setting('fsync'), "
        + "pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean, "
        + "(SELECT extract(epoch FROM backend_start)::text FROM pg_stat_activity WHERE pid = pg_backend_pid())";

    private PostgresSession(NpgsqlConnection connection, Backend backend)
    {
        Connection = connection;
        Backend = backend;
    }

    public NpgsqlConnection Connection { get; }

    public Backend Backend { get; }

    /// <summary>False once the connection was seen to be lost.</summary>
    public bool IsOpen => Connection.FullState.HasFlag(ConnectionState.Open);

    /// <exception cref="JournalException">The server would lose what it acknowledged, or may not be written
    /// to.</exception>
    /// <exception cref="NpgsqlException">It cannot be reached.</exception>
    public static async Task<PostgresSession> OpenAsync(NpgsqlConnectionStringBuilder where)
    {
        var connection = new NpgsqlConnection(where.ConnectionString);
        try
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(Settings, connection);
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            Check(reader.GetString(6), reader.GetString(7), reader.GetBoolean(8), where);
            return new PostgresSession(connection, new Backend(connection.ProcessID, reader.GetString(9)));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    private static void Check(
        string synchronousCommit, string fsync, bool isReadOnly, NpgsqlConnectionStringBuilder where)
    {
        var name = PostgresConnectionString.NameOf(where);
        if (synchronousCommit == "off")
            throw new JournalException(
                $"{name} has synchronous_commit off for user {where.Username}: it would acknowledge writes that a "
                + $"crash loses; run ALTER ROLE {where.Username} SET synchronous_commit = on, "
                + "or change it where it is set");
        if (fsync == "off")
            throw new JournalException(
                $"{name} runs with fsync off: a crash of its machine could lose or damage everything; turn fsync on in "
                + "postgresql.conf");
        if (isReadOnly)
            throw new JournalReadOnlyException(
                $"{name} is a standby or is set to read only; name the primary");
    }
}
