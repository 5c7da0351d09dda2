using System.Diagnostics;
using Npgsql;

namespace Orchestrator.Store.Postgres.Tests;

/// <summary>A private PostgreSQL under a temporary directory, reached by a Unix socket there.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string User = "postgres";
    private readonly string _root = Directory.CreateTempSubdirectory("orchestrator-pg-").FullName;
    private Process? _process;
    private int _databases;

    /// <summary>The newest installed version's directory; null where there is none.</summary>
    public static string? Binaries { get; } = FindBinaries();

    public string SocketDirectory => _root;

    /// <summary>Settings of the next start beyond the usual, such as <c>ssl=on</c>.</summary>
    public List<string> Settings { get; } = [];

    public string Data => Path.Combine(_root, "data");

    public async Task InitializeAsync()
    {
        if (Binaries is null)
            return;
        Directory.CreateDirectory(Data);
        // PostgreSQL refuses to run as root.
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "-R", User, _root);
        await RunAsync(AsUser(Path.Combine(Binaries, "initdb"),
            "-D", Data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"));
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await StopAsync("INT");
        Directory.Delete(_root, recursive: true);
    }

    public async Task StartAsync()
    {
        _process = Launch(AsUser([
            Path.Combine(Binaries!, "postgres"),
            "-D", Data, "-k", _root, "-c", "listen_addresses=", "-c", "fsync=on", "-c", "max_connections=60",
            "-c", "shared_buffers=16MB", "-c", "log_destination=stderr",
            .. Settings.SelectMany(setting => (string[])["-c", setting])]));
        var limit = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            Assert.False(_process.HasExited, "postgres ended");
            Assert.True(limit.Elapsed < TimeSpan.FromSeconds(30), "postgres did not start");
            await Task.Delay(50);
        }
    }

    /// <summary>QUIT: no checkpoint, no farewell, recovery at the next start. INT: orderly.</summary>
    public async Task StopAsync(string signal)
    {
        if (_process is null)
            return;
        await SignalAsync(signal, $"{_process.Id}");
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>A new, empty database; gives its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync(To("postgres"), $"CREATE DATABASE {name}");
        return To(name);
    }

    public string To(string database, string user = User) =>
        $"Host={_root};Port=5432;Username={user};Database={database}";

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

    public static Task SignalAsync(string signal, string process) => RunAsync("kill", $"-{signal}", process);

    private static string? FindBinaries() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql")
                .Select(version => Path.Combine(version, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "initdb")) && File.Exists(Path.Combine(bin, "postgres")))
                .OrderDescending(StringComparer.Ordinal)
                .FirstOrDefault()
            : null;

    private static string[] AsUser(params string[] command) => Environment.IsPrivilegedProcess
        ? ["setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups", .. command]
        : command;

    private static Process Launch(params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Puts a file into the data directory, for the server's eyes alone.</summary>
    public async Task WriteAsync(string name, string text)
    {
        var path = Path.Combine(Data, name);
        await File.WriteAllTextAsync(path, text);
        await RunAsync("chmod", "600", path);
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", User, path);
    }

    private static async Task RunAsync(params string[] command)
    {
        using var process = Launch(command);
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', command)} ended with {process.ExitCode}");
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await QueryAsync(To("postgres"), "SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
