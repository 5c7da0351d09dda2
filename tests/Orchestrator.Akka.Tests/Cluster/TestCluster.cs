using System.Globalization;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Remote;
using Akka.Remote.Transport;
using Orchestrator.Akka.Cluster;
using Orchestrator.Akka.Cluster.Downing;
using Orchestrator.Akka.Tests.Cluster.Downing;
using Orchestrator.Hosting;
using Orchestrator.Hosting.Clusters;

namespace Orchestrator.Akka.Tests.Cluster;

/// <summary>Members in one process, each an ActorSystem with a port of its own, under the project's own
/// configuration; the control planes have their rulings in common, as by a journal.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    public const string Singleton = "control-plane";
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const string Quiet = "akka { loglevel = OFF, stdout-loglevel = OFF }";
    private const string Faults = """akka.remote.dot-netty.tcp.applied-adapters = ["trttl", "gremlin"]""";
    private readonly List<AkkaCluster> _members = [];
    private readonly Dictionary<AkkaCluster, RulingWay> _ways = [];
    private readonly bool _faults;
    private readonly string _more;
    private readonly LeaderElectionSettings? _election;
    private readonly string _name;

    /// <param name="election">Times of the members' Leases; null: Kubernetes' own, and names that nobody knows.</param>
    /// <param name="name">Begins the members' names as holders of Leases: <c>name-0</c>, <c>name-1</c>, …</param>
    public TestCluster(
        bool faults = false, string more = "", LeaderElectionSettings? election = null, string name = "member")
    {
        _name = name;
        _election = election;
        _faults = faults;
        _more = more;
    }

    public Occupancy Occupancy { get; } = new();

    /// <summary>Who was given up among control planes.</summary>
    public MemoryRulings Rulings { get; } = new();

    public static string ConfigDirectory
    {
        get
        {
            var directory = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(directory!.FullName, "Orchestrator.sln")))
                directory = directory.Parent;
            return Path.Combine(directory.FullName, "config", "akka");
        }
    }

    /// <summary>Starts a control plane that joins those that are there, or founds the cluster.</summary>
    public async Task<AkkaCluster> ControlPlaneAsync(
        int port = 0, string more = "", CancellationToken cancellation = default)
    {
        var member = await StartAsync("control-plane.conf", null, port, more, cancellation);
        member.RunSingleton(Singleton, ClusterRoles.ControlPlane, () => new SingletonProbe(Occupancy, member.Address));
        return member;
    }

    public Task<AkkaCluster> WorkerAsync(string node) => StartAsync("worker.conf", node, 0, "");

    public async Task<AkkaCluster[]> ControlPlanesAsync(int count)
    {
        var members = new AkkaCluster[count];
        for (var i = 0; i < count; i++)
            members[i] = await ControlPlaneAsync();
        await WaitAsync(() => members.All(member => member.Members.Count(one => one.State == MemberState.Up) == count));
        await WaitAsync(() => Occupancy.Holder is not null);
        return members;
    }

    /// <summary>A control plane's way to <see cref="Rulings"/>.</summary>
    public RulingWay WayOf(AkkaCluster member) => _ways[member];

    /// <summary>Ends it without a word to the others.</summary>
    public static void Kill(AkkaCluster member) => ((ExtendedActorSystem)member.Akka).Abort();

    /// <summary>Cuts every way between the two sides, or opens it again.</summary>
    public static async Task CutAsync(
        IEnumerable<AkkaCluster> one, IReadOnlyCollection<AkkaCluster> other, bool cut = true)
    {
        foreach (var left in one)
        {
            foreach (var right in other)
            {
                await ThrottleAsync(left, right, cut);
                await ThrottleAsync(right, left, cut);
            }
        }
    }

    /// <summary>Waits, looking often: there is nothing to be told by that sees all members.</summary>
    public static async Task WaitAsync(
        Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var deadline = DateTime.UtcNow + Patience;
        while (!condition())
        {
            Assert.True(DateTime.UtcNow < deadline, $"not within {Patience}: {what}");
            await Task.Delay(10);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members)
            Kill(member);
        foreach (var member in _members)
            await member.Ended.WaitAsync(Patience);
    }

    /// <summary>What happens at one member to what it sends to another, or receives from it.</summary>
    public static async Task ThrottleAsync(
        AkkaCluster at, AkkaCluster peer, ThrottleTransportAdapter.Direction direction, ThrottleMode mode)
    {
        if (at.Ended.IsCompleted)
            return;
        var transport = ((IRemoteActorRefProvider)((ExtendedActorSystem)at.Akka).Provider).Transport;
        var set = new SetThrottle(Address.Parse(peer.Address), direction, mode);
        Assert.True(await transport.ManagementCommand(set).WaitAsync(Patience));
    }

    private static Task ThrottleAsync(AkkaCluster at, AkkaCluster peer, bool cut) => ThrottleAsync(
        at, peer, ThrottleTransportAdapter.Direction.Both, cut ? Blackhole.Instance : Unthrottled.Instance);

    private async Task<AkkaCluster> StartAsync(string file, string? node, int port, string more,
        CancellationToken cancellation = default)
    {
        Environment.SetEnvironmentVariable("ORCHESTRATOR_AKKA_SEEDS", "127.0.0.1:1");
        Environment.SetEnvironmentVariable("ORCHESTRATOR_AKKA_PORT", port.ToString(CultureInfo.InvariantCulture));
        Environment.SetEnvironmentVariable("ORCHESTRATOR_AKKA_NODE", node);
        var configuration = AkkaConfiguration.Load(Path.Combine(ConfigDirectory, file))
            .With($"orchestrator.akka.seeds = \"\"\n{Quiet}\n{(_faults ? Faults : "")}\n{_more}\n{more}");
        var candidacy = _election is null
            ? null
            : new Candidacy($"{_name}-{_members.Count}") { Settings = _election };
        // Nodes have no way to a journal.
        var way = node is null ? new RulingWay(Rulings) : null;
        var member = AkkaCluster.Start(
            configuration, null, candidacy, way is null ? [] : [new ArbiterSetup(new Arbiter(way))]);
        if (way is not null)
            _ways.Add(member, way);
        var contact = _members.FirstOrDefault(other => !other.Ended.IsCompleted) ?? member;
        _members.Add(member);
        await member.JoinAsync([contact.Address], cancellation).WaitAsync(Patience);
        return member;
    }
}
