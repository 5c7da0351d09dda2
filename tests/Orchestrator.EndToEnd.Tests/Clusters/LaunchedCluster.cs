using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>One running <c>orchestrator cluster up</c>: real processes over a private PostgreSQL.</summary>
internal sealed partial class LaunchedCluster : IAsyncDisposable
{
    private static readonly TimeSpan ReadyMax = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(120);

    private readonly StringBuilder _errors = new();
    private readonly Process _process;

    private LaunchedCluster(string directory, Process process)
    {
        Directory = directory;
        _process = process;
    }

    public string Directory { get; }

    public string Kubeconfig => Path.Combine(Directory, "admin.kubeconfig");

    public string ReadyLine { get; private set; } = "";

    public Kubectl Kubectl => new(Kubeconfig);

    /// <summary>Its members by name, as its own file has them.</summary>
    public IReadOnlyDictionary<string, Member> Members => Read();

    public IEnumerable<string> ControlPlanes =>
        Members.Keys.Where(name => name.StartsWith("cp-", StringComparison.Ordinal));

    public static async Task<LaunchedCluster> StartAsync(params string[] arguments)
    {
        // Short: PostgreSQL's socket lies below it. Open to all: PostgreSQL's user must pass through.
        var directory = System.IO.Directory.CreateTempSubdirectory("oc-").FullName;
        await Run.CheckedAsync("chmod", "755", directory);
        return await StartInAsync(directory, arguments);
    }

    public static async Task<LaunchedCluster> StartInAsync(string directory, params string[] arguments)
    {
        Interrupts.CheckTheyReach();
        var start = new ProcessStartInfo(
            OrchestratorProcess.Command,
            ["cluster", "up", "--data", directory, "--listen", "127.0.0.1:0", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var cluster = new LaunchedCluster(directory, Process.Start(start)!);
        cluster._process.ErrorDataReceived += (_, line) =>
        {
            lock (cluster._errors)
                cluster._errors.AppendLine(line.Data);
        };
        cluster._process.BeginErrorReadLine();
        using var late = new CancellationTokenSource(ReadyMax);
        cluster.ReadyLine = await cluster._process.StandardOutput.ReadLineAsync(late.Token)
            ?? throw new InvalidOperationException($"cluster up ended before it was ready:\n{cluster.Errors}");
        return cluster;
    }

    public string Errors
    {
        get
        {
            lock (_errors)
                return _errors.ToString();
        }
    }

    /// <summary>Runs <c>orchestrator cluster VERB …</c> on it.</summary>
    public Task<string> CommandAsync(params string[] verb) =>
        Run.CheckedAsync(OrchestratorProcess.Command, ["cluster", .. verb, "--data", Directory]);

    public Task KillAsync(string member) => CommandAsync("kill", member);

    public Task StartAsync(string member) => CommandAsync("start", member);

    public Task SignalAsync(string member, string signal) => Run.CheckedAsync(
        "kill", $"-{signal}", Members[member].Pid!.Value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The administrator's way to one control plane, or to whichever answers.</summary>
    public ApiHttp Api(string? member = null) => member is null
        ? ApiHttp.Admin(Kubeconfig)
        : ApiHttp.Admin(Path.Combine(Directory, member, "admin.kubeconfig"));

    /// <summary>The control plane whose store leads; null while none says so.</summary>
    public async Task<string?> LeaderAsync()
    {
        foreach (var name in ControlPlanes)
        {
            try
            {
                using var api = Api(name);
                var metrics = await api.GetAsync("/metrics").WaitAsync(TimeSpan.FromSeconds(2));
                if (LeaderPattern().IsMatch(metrics.Body))
                    return name;
            }
            catch (Exception gone) when (gone is HttpRequestException or TimeoutException or TaskCanceledException)
            {
                // Killed or paused: it does not lead.
            }
        }
        return null;
    }

    /// <summary>Ends it as Ctrl-C does; no process of any member may be left.</summary>
    public async Task<int> StopAsync()
    {
        var members = Members.Values.Where(member => member.Pid is not null).ToList();
        await Run.CheckedAsync("kill", "-INT", _process.Id.ToString(CultureInfo.InvariantCulture));
        using var late = new CancellationTokenSource(StopMax);
        await _process.WaitForExitAsync(late.Token);
        Assert.DoesNotContain(members, member => member.IsRunning);
        return _process.ExitCode;
    }

    /// <summary>Ends only the process in front, as a crash would.</summary>
    public async Task KillSupervisorAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Directory, "cluster.json")))
        {
            foreach (var member in Members.Values.Where(member => member.IsRunning))
                await Run.CheckedAsync("kill", "-CONT", member.Pid!.Value.ToString(CultureInfo.InvariantCulture));
            await CommandAsync("down");
        }
        if (!_process.HasExited)
            await KillSupervisorAsync();
        _process.Dispose();
        KeptLogs.Keep(Directory);
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private Dictionary<string, Member> Read()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Directory, "cluster.json")));
        return file.RootElement.GetProperty("members").EnumerateArray().Select(Member.Of).ToDictionary(m => m.Name);
    }

    [GeneratedRegex(@"^orchestrator_store_leader(\{.*\})? 1$", RegexOptions.Multiline)]
    private static partial Regex LeaderPattern();

    /// <summary>A member as <c>cluster.json</c> has it.</summary>
    internal sealed record Member(string Name, int? Pid, string? Address)
    {
        /// <summary>A zombie, which whoever started it has not asked for yet, has ended: it has no arguments.</summary>
        public bool IsRunning => Pid is { } pid && System.IO.File.Exists($"/proc/{pid}/cmdline")
            && System.IO.File.ReadAllText($"/proc/{pid}/cmdline").Length > 0;

        public static Member Of(JsonElement json) => new(
            json.GetProperty("name").GetString()!,
            json.TryGetProperty("process", out var process) ? process.GetProperty("pid").GetInt32() : null,
            json.TryGetProperty("address", out var address) ? address.GetString() : null);
    }
}
