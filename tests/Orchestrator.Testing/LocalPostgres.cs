using System.Diagnostics;

namespace Orchestrator.Testing;

/// <summary>A PostgreSQL under a temporary directory, reached by a Unix socket there: for tests and measurements.
/// </summary>
/// <remarks>It refuses to run as root: then it runs as the user <c>postgres</c>, which Debian's package
/// makes.</remarks>
public sealed class LocalPostgres : IAsyncDisposable
{
    public const string User = "postgres";
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private Process? _process;

    /// <param name="settings">What differs from the server's own defaults, such as <c>shared_buffers=16MB</c>.</param>
    public LocalPostgres(params string[] settings) => Settings = [.. settings];

    /// <summary>The newest installed version's directory; null where there is none.</summary>
    public static string? Binaries { get; } = FindBinaries();

    /// <summary>Where its socket lies.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("orchestrator-pg-").FullName;

    /// <summary>Settings of the next start.</summary>
    public List<string> Settings { get; }

    public string Data => Path.Combine(Root, "data");

    /// <summary>Npgsql's connection string.</summary>
    public string To(string database, string user = User) =>
        $"Host={Root};Port=5432;Username={user};Database={database}";

    /// <summary>Makes the database's files the first time, and waits until it takes connections.</summary>
    /// <exception cref="InvalidOperationException">A program failed, or it took too long.</exception>
    public async Task StartAsync()
    {
        var binaries = Binaries ?? throw new InvalidOperationException("PostgreSQL is not installed");
        if (!Directory.Exists(Data))
            await InitializeAsync(binaries);
        string[] settings = ["listen_addresses=", "log_destination=stderr", .. Settings];
        _process = Launch(AsUser(
            [
                Path.Combine(binaries, "postgres"), "-D", Data, "-k", Root,
                .. settings.SelectMany(s => (string[])["-c", s]),
            ]));
        var began = Stopwatch.GetTimestamp();
        while (!IsReady(_process.Id))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(began) > StartMax)
                throw new InvalidOperationException("PostgreSQL did not start");
            await Task.Delay(Look);
        }
    }

    /// <summary>QUIT: no checkpoint, no farewell, recovery at the next start. INT: orderly.</summary>
    public async Task StopAsync(string signal)
    {
        if (_process is not { } process)
            return;
        _process = null;
        await RunAsync("kill", $"-{signal}", $"{process.Id}");
        await process.WaitForExitAsync();
        process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync("INT");
        Directory.Delete(Root, recursive: true);
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

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public static async Task RunAsync(params string[] command)
    {
        using var process = Launch(command);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}");
    }

    private async Task InitializeAsync(string binaries)
    {
        Directory.CreateDirectory(Data);
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "-R", User, Root);
        await RunAsync(AsUser(
            Path.Combine(binaries, "initdb"), "-D", Data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C",
            "--no-sync"));
    }

    /// <summary>The eighth line of its own file says so; a file that a killed server left names another process.
    /// </summary>
    private bool IsReady(int pid)
    {
        var file = Path.Combine(Data, "postmaster.pid");
        if (!File.Exists(file))
            return false;
        var lines = File.ReadAllLines(file);
        return lines.Length >= 8 && lines[0].Trim() == $"{pid}" && lines[7].Trim() == "ready";
    }

    private static string? FindBinaries()
    {
        const string debian = "/usr/lib/postgresql";
        return Directory.Exists(debian)
            ? Directory.EnumerateDirectories(debian)
                .OrderByDescending(d => int.TryParse(Path.GetFileName(d), out var version) ? version : 0)
                .Select(d => Path.Combine(d, "bin"))
                .FirstOrDefault(
                    bin => File.Exists(Path.Combine(bin, "initdb")) && File.Exists(Path.Combine(bin, "postgres")))
            : null;
    }

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
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
