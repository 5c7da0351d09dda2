using System.Diagnostics;

namespace Orchestrator.Cli.Cluster;

/// <summary>A PostgreSQL of the cluster's own, below its directory and reached by a Unix socket there.</summary>
/// <remarks>It refuses to run as root: then it runs as the user <c>postgres</c>, which Debian's package
/// makes.</remarks>
public sealed class PrivatePostgres
{
    private const string User = "postgres";

    /// <summary>A socket's path must fit into 107 bytes, and ends with <c>/.s.PGSQL.5432</c>.</summary>
    private const int SocketDirectoryMax = 90;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly string _root;
    private readonly string _binaries;

    private PrivatePostgres(string root, string binaries)
    {
        _root = root;
        _binaries = binaries;
    }

    /// <summary>What <c>--journal</c> takes.</summary>
    public string Journal => $"Host={_root};Username={User};Database={User}";

    private string Data => Path.Combine(_root, "data");

    /// <exception cref="ClusterException">PostgreSQL is not installed, or the path is too long.</exception>
    public static PrivatePostgres At(string root)
    {
        var binaries = FindBinaries() ?? throw new ClusterException(
            "PostgreSQL's initdb and postgres were found neither on PATH nor below /usr/lib/postgresql: install them "
            + "(Debian: apt-get install postgresql), or name a database with --journal postgres://user@host/database");
        if (root.Length > SocketDirectoryMax)
            throw new ClusterException(
                $"{root} is too long for PostgreSQL's socket (at most {SocketDirectoryMax} characters): "
                    + "choose a shorter --data");
        return new PrivatePostgres(root, binaries);
    }

    /// <summary>Makes the database's files where there are none yet.</summary>
    /// <exception cref="ClusterException"><c>initdb</c> failed.</exception>
    public async Task PrepareAsync()
    {
        if (File.Exists(Path.Combine(Data, "PG_VERSION")))
            return;
        Directory.CreateDirectory(Data);
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "-R", User, _root);
        await RunAsync(AsUser(
            Path.Combine(_binaries, "initdb"), "-D", Data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C"));
    }

    /// <summary>The server in the foreground: durable, and for this machine's users only.</summary>
    public string[] Command() => AsUser(
        Path.Combine(_binaries, "postgres"), "-D", Data, "-k", _root,
        "-c", "listen_addresses=", "-c", "unix_socket_permissions=0700", "-c", "max_connections=100",
        "-c", "log_destination=stderr");

    /// <summary>Waits until it takes connections: then the eighth line of its own file says so.</summary>
    /// <exception cref="ClusterException">It ended, or took too long.</exception>
    public async Task ReadyAsync(MemberRecord member, TimeSpan limit, string log, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        while (!IsReady(member.Process!.Pid))
        {
            if (!member.IsRunning)
                throw new ClusterException($"PostgreSQL ended before it was ready: {log} says why");
            if (Stopwatch.GetElapsedTime(began) > limit)
                throw new ClusterException(
                    $"PostgreSQL was not ready after {limit.TotalSeconds:0} s: {log} says why");
            await Task.Delay(Look, cancellation);
        }
    }

    private bool IsReady(int pid)
    {
        var file = Path.Combine(Data, "postmaster.pid");
        if (!File.Exists(file))
            return false;
        var lines = File.ReadAllLines(file);
        // A file that a killed server left names another process.
        return lines.Length >= 8 && lines[0].Trim() == $"{pid}" && lines[7].Trim() == "ready";
    }

    private static string? FindBinaries()
    {
        const string debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(debian)
            ? Directory.EnumerateDirectories(debian)
                .OrderByDescending(d => int.TryParse(Path.GetFileName(d), out var version) ? version : 0)
                .Select(d => Path.Combine(d, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return versions.Concat(path)
            .FirstOrDefault(bin =>
                File.Exists(Path.Combine(bin, "initdb")) && File.Exists(Path.Combine(bin, "postgres")));
    }

    private static string[] AsUser(params string[] command) => Environment.IsPrivilegedProcess
        ? ["setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups", .. command]
        : command;

    private static async Task RunAsync(params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        using var process = System.Diagnostics.Process.Start(start)
            ?? throw new ClusterException($"{command[0]} could not be started");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new ClusterException(
                $"{string.Join(' ', command)} ended with {process.ExitCode}: {error.Trim()}"
                + (Environment.IsPrivilegedProcess ? $" (the user {User} must be able to reach the directory)" : ""));
    }
}
