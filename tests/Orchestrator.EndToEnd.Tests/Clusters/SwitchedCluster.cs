using System.Collections.Concurrent;
using Orchestrator.Cli.Cluster;
using Orchestrator.EndToEnd.Tests.Harness;
using Orchestrator.Hosting;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>Control planes and their PostgreSQL, each on a host of its own behind one switch, and nodes, which
/// share one more: Pods and Services have addresses of its loopback interface.</summary>
/// <remarks>They are started as <c>cluster up</c> starts them, in its own records; one that an Akka cluster gave up is
/// started again as it does that.</remarks>
internal sealed class SwitchedCluster : IAsyncDisposable
{
    private const int DatabaseHost = 100;
    private const int NodesHost = 200;
    private const string Database = ClusterOptions.Database;
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReadyMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(20);

    private readonly ConcurrentQueue<string> _told = new();
    private readonly SwitchedNetwork _network;
    private readonly ClusterDirectory _directory;
    private readonly MemberLauncher _launcher;
    private readonly SwitchedCommands _commands;
    private Reviver? _reviver;
    private JoinTicket? _ticket;
    private int _turn;

    private SwitchedCluster(SwitchedNetwork network, ClusterDirectory directory)
    {
        (_network, _directory) = (network, directory);
        _launcher = new MemberLauncher(directory);
        _commands = new SwitchedCommands(network, directory, HostOf);
    }

    /// <summary>Where the database's Unix socket lies: reached whatever is cut.</summary>
    public string DatabaseSocket => _directory.Member(Database);

    /// <summary>The control planes' hosts.</summary>
    public IReadOnlyList<int> Hosts { get; private set; } = [];

    /// <summary>What was done about members that had ended, one line each.</summary>
    public IReadOnlyCollection<string> Told => _told;

    public static async Task<SwitchedCluster> StartAsync(int controlPlanes, int nodes, bool akka)
    {
        // Short: PostgreSQL's socket lies below it. Open to all: PostgreSQL's user must pass through.
        var root = Directory.CreateTempSubdirectory("oc-").FullName;
        await Run.CheckedAsync("chmod", "755", root);
        var directory = new ClusterDirectory(root);
        directory.Prepare();
        var cluster = new SwitchedCluster(await SwitchedNetwork.CreateAsync(), directory);
        try
        {
            await cluster.StartMembersAsync(controlPlanes, nodes, akka);
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

    /// <summary>The process that a control plane was last started as.</summary>
    public int Process(int host) => _directory.Load().Find(Name(host))!.Process!.Pid;

    /// <summary>Runs echo servers on the nodes, and a caller of their Service on the nodes' host.</summary>
    public Task<ServiceLoop> EchoAsync(int replicas) => EchoService.StartAsync(
        new Kubectl(Kubeconfig(Hosts[0])), replicas, tolerated: null, _network.Sockets(NodesHost).Client);

    /// <summary>kubectl on a control plane's own host.</summary>
    public Task<RunResult> KubectlOnAsync(int host, params string[] arguments)
    {
        string[] command =
            [.. _network.On(host), Harness.Kubectl.Installed!, "--kubeconfig", Kubeconfig(host), .. arguments];
        return Run.AsyncWith(new(command[0], command[1..]));
    }

    public Task CutAsync(int host, NetworkCut cut) => _network.CutAsync(cut switch
    {
        NetworkCut.Outgoing => [(host, null)],
        NetworkCut.Incoming => [(null, host)],
        NetworkCut.Database => [(host, DatabaseHost), (DatabaseHost, host)],
        _ => [(host, null), (null, host)],
    });

    public Task HealAsync() => _network.HealAsync();

    /// <summary>What a control plane has said on its standard error, over all its starts.</summary>
    public string Log(int host) => File.ReadAllText(_directory.Log(Name(host)));

    public async ValueTask DisposeAsync()
    {
        if (_reviver is not null)
            await _reviver.DisposeAsync();
        if (_directory.Read() is { } record)
        {
            await Task.WhenAll(Others(record).Where(member => member.IsRunning).Select(MemberStop.KillAsync));
            await Task.WhenAll(Nodes(record).Select(
                node => LeftPrograms.EndAsync(_directory.Member(node.Name), node.Name)));
            await MemberStop.EndAsync(record.Find(Database)!, "INT", StopMax);
        }
        await _network.DisposeAsync();
        KeptLogs.Keep(_directory.Root);
        Directory.Delete(_directory.Root, recursive: true);
    }

    private static string Name(int host) => $"cp-{host}";

    private static IEnumerable<MemberRecord> Nodes(ClusterRecord record) =>
        record.Members.Where(member => member.Kind == MemberKind.Node);

    private static IEnumerable<MemberRecord> Others(ClusterRecord record) =>
        record.Members.Where(member => member.Kind != MemberKind.Database);

    private int HostOf(MemberRecord member) => member.Kind == MemberKind.Node
        ? NodesHost
        : Hosts.Single(host => Name(host) == member.Name);

    private string Kubeconfig(int host) => Path.Combine(_directory.Member(Name(host)), "admin.kubeconfig");

    private async Task StartMembersAsync(int controlPlanes, int nodes, bool akka)
    {
        Hosts = [.. Enumerable.Range(1, controlPlanes)];
        await _directory.WriteAsync(new ClusterRecord(
            "process", $"postgres://postgres@{_network.Address(DatabaseHost)}:5432/postgres",
            [
                new MemberRecord(Database, MemberKind.Database),
                .. Hosts.Select(ControlPlane),
                .. Enumerable.Range(1, nodes).Select(Node),
            ])
        {
            Akka = akka,
        });
        foreach (var host in Hosts.Append(DatabaseHost).Append(NodesHost))
            await _network.AddHostAsync(host);
        await StartDatabaseAsync();
        // The first founds what the others join; they do so side by side.
        var members = Others(_directory.Load()).ToList();
        await StartAsync(members[0], CancellationToken.None);
        if (!akka)
            _ticket = JoinTicket.Parse(await Run.CheckedAsync(
                OrchestratorProcess.Command, "token", "create", "--print-join-command",
                "--data", _directory.Member(members[0].Name)));
        await Task.WhenAll(members.Skip(1).Select(member => StartAsync(member, CancellationToken.None)));
        if (akka)
            _reviver = new Reviver(_directory, StartAsync, _told.Enqueue);
    }

    private MemberRecord ControlPlane(int host) => new(Name(host), MemberKind.ControlPlane)
    {
        Address = _commands.ApiAddress(host),
        RemotingPort = SwitchedCommands.RemotingPortOf(0),
    };

    private MemberRecord Node(int number) => new($"node-{number}", MemberKind.Node)
    {
        RemotingPort = SwitchedCommands.RemotingPortOf(number),
    };

    private async Task StartDatabaseAsync()
    {
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
        var started = await _launcher.StartAsync(_directory.Load().Find(Database)!, command);
        await postgres.ReadyAsync(started, ReadyMax, _directory.Log(Database), CancellationToken.None);
    }

    private async Task StartAsync(MemberRecord member, CancellationToken cancellation) =>
        await _launcher.ReadyAsync(await LaunchAsync(member), ReadyMax, cancellation);

    private async Task<MemberRecord> LaunchAsync(MemberRecord member)
    {
        await using var held = await _directory.HoldStartsAsync();
        var record = _directory.Load();
        var founds = record.IsFoundedBy(member);
        GivenUpMark.Remove(_directory.Member(member.Name));
        var command = member.Kind == MemberKind.Node
            ? _commands.Node(record, member, _ticket)
            : _commands.ControlPlane(record, member, founds);
        return await _launcher.StartAsync(member, command, _commands.Environment(record, member, founds));
    }
}
