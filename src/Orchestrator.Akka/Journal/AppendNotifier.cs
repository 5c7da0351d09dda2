using Npgsql;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Postgres;

namespace Orchestrator.Akka.Journal;

/// <summary>Tells followers of the newest row, as the built-in journal does within its insert:
/// the plugin's cannot.</summary>
/// <remarks>Behind the append's answer, on a connection of its own, and only the newest position where several have
/// come meanwhile. One that fails is dropped: followers look for themselves every second.</remarks>
internal sealed class AppendNotifier(NpgsqlConnectionStringBuilder where) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private NpgsqlConnection? _connection;
    private JournalPosition? _newest;
    private Task? _loop;

    public void Appended(JournalPosition position)
    {
        lock (_gate)
        {
            _newest = position;
            _loop ??= Task.Run(LoopAsync);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task? loop;
        lock (_gate)
            loop = _loop;
        if (loop is not null)
            await loop;
        if (_connection is not null)
            await _connection.DisposeAsync();
    }

    private async Task LoopAsync()
    {
        while (TryTake() is { } position)
        {
            try
            {
                await NotifyAsync(position);
            }
            catch (Exception error) when (error is NpgsqlException or IOException)
            {
                await _connection!.DisposeAsync();
                _connection = null;
            }
        }
    }

    private JournalPosition? TryTake()
    {
        lock (_gate)
        {
            var newest = _newest;
            _newest = null;
            if (newest is null)
                _loop = null;
            return newest;
        }
    }

    private async Task NotifyAsync(JournalPosition position)
    {
        if (_connection is null)
        {
            _connection = new NpgsqlConnection(where.ConnectionString);
            await _connection.OpenAsync();
        }
        await using var command = new NpgsqlCommand($"SELECT pg_notify('{JournalTable.Channel}', $1)", _connection);
        command.Parameters.Add(Sql.Of($"{position.Epoch}/{position.Sequence}"));
        await command.ExecuteNonQueryAsync();
    }
}
