using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Orchestrator.Load.Http;

namespace Orchestrator.Bench.Servers;

/// <summary>One control plane and joined hollow nodes, as <c>orchestrator cluster up</c> starts them; ended with its
/// data when disposed.</summary>
public sealed class LaunchedNodes : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ReadyMax = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _directory;
    private readonly Process _process;
    private readonly string _command;
    private readonly int _nodes;
    private readonly List<string> _errors = [];

    private LaunchedNodes(string command, int nodes, IReadOnlyList<string> flags)
    {
        _command = command;
        _nodes = nodes;
        // Short: the database's socket lies below it. Its user must pass through.
        _directory = Directory.CreateTempSubdirectory("ob-");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_directory.FullName, (UnixFileMode)Convert.ToInt32("755", 8));
        _process = Process.Start(new ProcessStartInfo(command,
        [
            "cluster", "up", "--control-planes", "1", "--nodes", nodes.ToString(CultureInfo.InvariantCulture),
            "--runtime", "hollow", "--listen", "127.0.0.1:0", "--data", _directory.FullName, .. flags,
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
                _errors.Add(line.Data ?? "");
        };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    /// <summary>From the start of the first process of nodes until every node is Ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>How many processes the nodes share.</summary>
    public int NodeProcesses => Pids("node-").Count;

    /// <exception cref="InvalidOperationException">It ended, or the nodes were not all Ready in time.</exception>
    public static async Task<LaunchedNodes> UpAsync(
        string command, int nodes, IReadOnlyList<string> flags, CancellationToken cancellation)
    {
        var launched = new LaunchedNodes(Path.GetFullPath(command), nodes, flags);
        try
        {
            await launched.AllReadyAsync(cancellation);
            return launched;
        }
        catch
        {
            await launched.DisposeAsync();
            throw;
        }
    }

    /// <summary>Memory and processor time of the control plane, now.</summary>
    public Usage ControlPlane => Usage.Of(Pids("cp-"));

    /// <summary>Of all processes of nodes.</summary>
    public Usage Nodes => Usage.Of(Pids("node-"));

    /// <summary>Counts the nodes' heartbeats for so long.</summary>
    public Task<Heartbeats> WatchHeartbeatsAsync(TimeSpan time, CancellationToken cancellation) =>
        Heartbeats.WatchAsync(Server(), _nodes, time, cancellation);

    public async ValueTask DisposeAsync()
    {
        using (var down = Process.Start(_command, ["cluster", "down", "--data", _directory.FullName]))
            await down.WaitForExitAsync();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    private async Task AllReadyAsync(CancellationToken cancellation)
    {
        await WaitAsync(() => Task.FromResult(Pids("node-").Count > 0), cancellation);
        var began = Stopwatch.GetTimestamp();
        using var connection = new Connection(Server());
        var client = new LoadClient(connection);
        await WaitAsync(async () => await CountReadyAsync(client, cancellation) == _nodes, cancellation);
        ReadyAfter = Stopwatch.GetElapsedTime(began);
    }

    /// <summary>Past the balancer, which ends the connections of a control plane too busy to say that it is
    /// ready.</summary>
    private ServerAddress Server() =>
        Kubeconfig.Read(Path.Combine(_directory.FullName, "cp-1", "admin.kubeconfig"));

    private async Task WaitAsync(Func<Task<bool>> isSo, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(began) > ReadyMax)
            {
                lock (_errors)
                    throw new InvalidOperationException(
                        $"{_nodes} nodes are not all Ready: {string.Join("; ", _errors.Take(5))}");
            }
            await Task.Delay(Look, cancellation);
        }
    }

    private static async Task<int> CountReadyAsync(LoadClient client, CancellationToken cancellation)
    {
        using var list = JsonDocument.Parse(await client.ReadAsync("/api/v1/nodes", cancellation));
        return list.RootElement.GetProperty("items").EnumerateArray().Count(IsReady);
    }

    private static bool IsReady(JsonElement node) =>
        node.GetProperty("status").TryGetProperty("conditions", out var conditions)
        && conditions.EnumerateArray().Any(condition => condition.GetProperty("type").GetString() == "Ready"
            && condition.GetProperty("status").GetString() == "True");

    /// <summary>Processes of the members whose names begin so; none while the cluster's file is not there.</summary>
    private List<int> Pids(string prefix)
    {
        var file = Path.Combine(_directory.FullName, "cluster.json");
        if (!File.Exists(file))
            return [];
        using var cluster = JsonDocument.Parse(File.ReadAllText(file));
        return
        [
            .. cluster.RootElement.GetProperty("members").EnumerateArray()
                .Where(member => member.GetProperty("name").GetString()!.StartsWith(prefix, StringComparison.Ordinal)
                    && member.TryGetProperty("process", out var process) && process.ValueKind == JsonValueKind.Object)
                .Select(member => member.GetProperty("process").GetProperty("pid").GetInt32()),
        ];
    }
}
