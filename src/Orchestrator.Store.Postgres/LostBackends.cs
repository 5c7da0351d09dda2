using System.Diagnostics;
using Npgsql;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Postgres;

/// <summary>The server's processes of write connections that were lost. Such a process may still receive, or commit,
/// what was on its way: until it is known to be gone, a row that is not there can yet appear.</summary>
/// <remarks>Every call after a loss ends those processes first, so that what is then read is final. See
/// docs/decisions/0045-lost-connections.md.</remarks>
internal sealed class LostBackends
{
    private static readonly TimeSpan GoneWithin = TimeSpan.FromSeconds(5), Pause = TimeSpan.FromMilliseconds(10);
    private readonly Lock _gate = new();
    private readonly List<Backend> _backends = [];

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _backends.Count == 0;
        }
    }

    public void Add(Backend backend)
    {
        lock (_gate)
            _backends.Add(backend);
    }

    /// <exception cref="JournalException">One would not end in time.</exception>
    public async Task EndAllAsync(NpgsqlConnection connection)
    {
        List<Backend> lost;
        lock (_gate)
            lost = [.. _backends];
        foreach (var backend in lost)
        {
            await EndAsync(connection, backend);
            lock (_gate)
                _backends.Remove(backend);
        }
    }

    private static async Task EndAsync(NpgsqlConnection connection, Backend backend)
    {
        var limit = Stopwatch.StartNew();
        while (await IsThereAsync(connection, backend))
        {
            if (limit.Elapsed > GoneWithin)
                throw new JournalException(
                    $"the server's process {backend.ProcessId} of a lost connection does not end; "
                    + "what it was writing stays unknown until it does");
            await Task.Delay(Pause);
        }
    }

    /// <summary>Asks it to end, each time: a process that is busy may not have heard.</summary>
    private static async Task<bool> IsThereAsync(NpgsqlConnection connection, Backend backend)
    {
        await using var command = new NpgsqlCommand(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            + "WHERE pid = $1 AND extract(epoch FROM backend_start)::text = $2",
            connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = backend.ProcessId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = backend.Start });
        return await command.ExecuteScalarAsync() is not null;
    }
}
