using Orchestrator.Cli.Cluster;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>Control planes and their PostgreSQL, each on a host of its own behind one switch.</summary>
internal sealed class SwitchedCluster : IAsyncDisposable
{
    private const int Port = 6443;
    private const int DatabaseHost = 100;
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(2);

    private readonly List<HostedProcess> _processes = [];
    private readonly SwitchedNetwork _network;
    private readonly string _directory;
    private int _turn;

    private SwitchedCluster(SwitchedNetwork network, string directory)
    {
        _network = network;
        _directory = directory;
    }

    /// <summary>Where the database's Unix socket lies: reached whatever is cut.</summary>
    public string DatabaseSocket => Path.Combine(_directory, "pg");

    /// <summary>The control planes' hosts.</summary>
    public IReadOnlyList<int> Hosts { get; private set; } = [];

    public static async Task<SwitchedCluster> StartAsync(int controlPlanes)
    {
        // Short: PostgreSQL's socket lies below it. Open to all: PostgreSQL's user must pass through.
        var directory = Directory.CreateTempSubdirectory("oc-").FullName;
        await Run.CheckedAsync("chmod", "755", directory);
        var cluster = new SwitchedCluster(await SwitchedNetwork.CreateAsync(), directory);
        try
        {
            await cluster.StartDatabaseAsync();
            cluster.Hosts = [.. Enumerable.Range(1, controlPlanes)];
            foreach (var host in cluster.Hosts)
                await cluster.StartControlPlaneAsync(host);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>The administrator's way to one control plane; without a host, to each in turn.</summary>
    public ApiHttp Api(int? host = null) => ApiHttp.Admin(Kubeconfig(
        host ?? Hosts[(int)((uint)Interlocked.Increment(ref _turn) % Hosts.Count)]));

    /// <summary>The control plane that says it leads; 0 while none that can be reached does.</summary>
    public async Task<int> LeaderAsync()
    {
        var answers = await Task.WhenAll(Hosts.Select(async host => await LeadsAsync(host) is true ? host : 0));
        return answers.Max();
    }

    /// <summary>Whether a control plane says that it leads; null when it does not answer.</summary>
    public async Task<bool?> LeadsAsync(int host)
    {
        try
        {
            using var api = Api(host);
            var metrics = await api.GetAsync("/metrics").WaitAsync(AnswerMax);
            return metrics.Body.Contains("\norchestrator_store_leader 1\n", StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is HttpRequestException or TimeoutException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>kubectl on a control plane's own host.</summary>
    public Task<RunResult> KubectlOnAsync(int host, params string[] arguments)
    {
        string[] command =
            [.. _network.On(host), Harness.Kubectl.Installed!, "--kubeconfig", Kubeconfig(host), .. arguments];
        return Run.AsyncWith(new(command[0], command[1..]));
    }

    public Task CutAsync(int host, CutDirection direction) => _network.CutAsync(host, direction);

    public Task HealAsync() => _network.HealAsync();

    /// <summary>What a control plane has said on its standard output and error.</summary>
    public string Log(int host) => _processes[host].Text;

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(_processes))
            await process.DisposeAsync();
        await _network.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private string Kubeconfig(int host) => Path.Combine(_directory, $"cp-{host}", "admin.kubeconfig");

    private async Task StartDatabaseAsync()
    {
        await _network.AddHostAsync(DatabaseHost);
        var postgres = PrivatePostgres.At(DatabaseSocket);
        await postgres.PrepareAsync();
        await File.AppendAllTextAsync(
            Path.Combine(DatabaseSocket, "data", "pg_hba.conf"), $"host all all {_network.Subnet} trust\n");
        // The last one wins.
        string[] command =
        [
            .. _network.On(DatabaseHost), .. postgres.Command(),
            "-c", $"listen_addresses={_network.Address(DatabaseHost)}",
        ];
        var process = new HostedProcess(command, "INT");
        _processes.Add(process);
        await process.SaysAsync("database system is ready to accept connections");
    }

    private async Task StartControlPlaneAsync(int host)
    {
        await _network.AddHostAsync(host);
        var address = $"{_network.Address(host)}:{Port}";
        string[] command =
        [
            .. _network.On(host), OrchestratorProcess.Command, "up",
            "--data", Path.Combine(_directory, $"cp-{host}"), "--listen", address, "--advertise", address,
            "--journal", $"postgres://postgres@{_network.Address(DatabaseHost)}:5432/postgres", "--nodes", "0",
        ];
        var process = new HostedProcess(command, "TERM");
        _processes.Add(process);
        await process.SaysAsync("ready after");
    }
}
