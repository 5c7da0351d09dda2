using System.Diagnostics;

namespace Orchestrator.Bench.Servers;

/// <summary>A PostgreSQL under a temporary directory, reached by a Unix socket there; durable as it comes.</summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private const string User = "postgres";
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(30);
    private readonly string _root = Directory.CreateTempSubdirectory("orchestrator-bench-pg-").FullName;
    private Process? _process;

    /// <summary>For the journal.</summary>
    public string Connection => $"Host={_root};Username={User};Database={User}";

    /// <summary>Null where PostgreSQL's server is not installed.</summary>
    public static async Task<PrivatePostgres?> StartAsync()
    {
        if (FindBinaries() is not { } binaries)
            return null;
        var server = new PrivatePostgres();
        await server.StartAsync(binaries);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            await RunAsync("kill", "-INT", $"{process.Id}");
            await process.WaitForExitAsync();
            process.Dispose();
        }
        Directory.Delete(_root, recursive: true);
    }

    private static string? FindBinaries() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql")
                .Select(version => Path.Combine(version, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "initdb")) && File.Exists(Path.Combine(bin, "postgres")))
                .OrderDescending(StringComparer.Ordinal)
                .FirstOrDefault()
            : null;

    // It refuses to run as root.
    private static string[] AsUser(params string[] command) => Environment.IsPrivilegedProcess
        ? ["setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups", .. command]
        : command;

    private async Task StartAsync(string binaries)
    {
        var data = Path.Combine(_root, "data");
        Directory.CreateDirectory(data);
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "-R", User, _root);
        await RunAsync(AsUser(
            Path.Combine(binaries, "initdb"), "-D", data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C"));
        _process = Launch(AsUser(
            Path.Combine(binaries, "postgres"), "-D", data, "-k", _root, "-c", "listen_addresses="));
        var began = Stopwatch.GetTimestamp();
        var pid = Path.Combine(data, "postmaster.pid");
        while (!File.Exists(pid) || File.ReadAllLines(pid) is not [_, _, _, _, _, _, _, "ready   ", ..])
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(began) > StartMax)
                throw new InvalidOperationException("PostgreSQL did not start");
            await Task.Delay(20);
        }
    }

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

    private static async Task RunAsync(params string[] command)
    {
        using var process = Launch(command);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{command[0]} ended with {process.ExitCode}");
    }
}
