using Npgsql;
using Orchestrator.Testing;

namespace Orchestrator.Store.Postgres.Tests;

/// <summary>A private PostgreSQL that tests share, each with a database of its own.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private readonly LocalPostgres _server = new("fsync=on", "max_connections=60", "shared_buffers=16MB");
    private int _databases;

    /// <summary>The newest installed version's directory; null where there is none.</summary>
    public static string? Binaries => LocalPostgres.Binaries;

    public string SocketDirectory => _server.Root;

    /// <summary>Settings of the next start beyond the usual, such as <c>ssl=on</c>.</summary>
    public List<string> Settings => _server.Settings;

    public string Data => _server.Data;

    public async Task InitializeAsync()
    {
        if (Binaries is not null)
            await _server.StartAsync();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public Task StartAsync() => _server.StartAsync();

    /// <summary>QUIT: no checkpoint, no farewell, recovery at the next start. INT: orderly.</summary>
    public Task StopAsync(string signal) => _server.StopAsync(signal);

    /// <summary>A new, empty database; gives its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync(To("postgres"), $"CREATE DATABASE {name}");
        return To(name);
    }

    public string To(string database, string user = LocalPostgres.User) => _server.To(database, user);

    public static async Task<List<string>> QueryAsync(string connection, string sql)
    {
        await using var session = new NpgsqlConnection(connection + ";Pooling=false");
        await session.OpenAsync();
        await using var command = new NpgsqlCommand(sql, session);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader[i]))));
        return rows;
    }

    public static async Task ExecuteAsync(string connection, string sql) => await QueryAsync(connection, sql);

    /// <summary>Puts a file into the data directory, for the server's eyes alone.</summary>
    public Task WriteAsync(string name, string text) => _server.WriteAsync(name, text);

    public static Task SignalAsync(string signal, string process) =>
        LocalPostgres.RunAsync("kill", $"-{signal}", process);
}
