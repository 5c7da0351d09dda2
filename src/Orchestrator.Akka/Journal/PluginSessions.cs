using System.Diagnostics;
using Npgsql;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Postgres;

namespace Orchestrator.Akka.Journal;

/// <summary>The plugin's sessions on a PostgreSQL server, known there by an application name
/// that nobody else has.</summary>
/// <remarks>After a write that failed, what was on its way could still be committed by a session whose connection is
/// lost: all of them are ended before anything is read back. See docs/decisions/0045-lost-connections.md.</remarks>
internal sealed class PluginSessions : IAsyncDisposable
{
    private static readonly TimeSpan GoneWithin = TimeSpan.FromSeconds(5), Pause = TimeSpan.FromMilliseconds(10);

    // The plugin inserts and commits in two steps. A process that stops between them holds the row's position, and with
    // it a rival's seal: the server ends such a session soon.
    private const string Settings = "-c idle_in_transaction_session_timeout=1000 -c statement_timeout=8000";

    private readonly NpgsqlConnectionStringBuilder _aside;
    private readonly AppendNotifier _notifier;

    /// <param name="connection">As <see cref="PostgresJournal.OpenAsync"/> takes it.</param>
    /// <param name="name">Unique on the server.</param>
    public PluginSessions(string connection, string name)
    {
        _aside = PostgresConnectionString.Parse(connection);
        Plugin = new NpgsqlConnectionStringBuilder(_aside.ConnectionString)
        {
            ApplicationName = name,
            Pooling = true,
            MaxPoolSize = 4,
            Options = $"{_aside.Options} {Settings}".TrimStart(),
        };
        _notifier = new AppendNotifier(_aside);
    }

    /// <summary>What the plugin connects with.</summary>
    public NpgsqlConnectionStringBuilder Plugin { get; }

    /// <summary>Tells the followers on other processes.</summary>
    public void Appended(JournalPosition position) => _notifier.Appended(position);

    public ValueTask DisposeAsync() => _notifier.DisposeAsync();

    /// <summary>Nothing that the plugin had on its way is written once this has ended.</summary>
    /// <exception cref="JournalException">A session does not end.</exception>
    public async Task EndAllAsync()
    {
        await using var connection = new NpgsqlConnection(_aside.ConnectionString);
        await connection.OpenAsync();
        var limit = Stopwatch.StartNew();
        while (await EndAsync(connection) > 0)
        {
            if (limit.Elapsed > GoneWithin)
                throw new JournalException(
                    "a session of a lost connection does not end; what it was writing stays unknown until it does");
            await Task.Delay(Pause);
        }
        await using var ended = new NpgsqlConnection(Plugin.ConnectionString);
        NpgsqlConnection.ClearPool(ended);
    }

    private async Task<long> EndAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Plugin.ApplicationName! });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
