using System.Globalization;
using Orchestrator.Hosting;

namespace Orchestrator.Cli.Cluster;

/// <summary>The command line that each kind of member is started with.</summary>
public sealed class MemberCommands(ClusterDirectory directory, ClusterRecord record)
{
    private const string Loopback = "127.0.0.1";

    private static string Program => Environment.ProcessPath
        ?? throw new ClusterException("the system does not say which program this is");

    /// <summary>The balancer's address, unless nobody can connect to it as it is written.</summary>
    private string[] EndpointFlag =>
        record.Address is { } address && ControlPlaneEndpoint.Parse(address) is { } endpoint
            ? ["--control-plane-endpoint", endpoint]
            : [];

    /// <summary>A control plane keeps the address of its first start.</summary>
    public string[] ControlPlane(MemberRecord member) =>
    [
        Program, "up", "--data", directory.Member(member.Name), "--journal", record.Journal,
        "--listen", member.Address ?? "127.0.0.1:0", "--member-name", member.Name, "--nodes", "0",
        .. EndpointFlag,
    ];

    /// <param name="ticket">Needed until the node has its certificate; later it is not looked at.</param>
    public string[] Node(MemberRecord member, JoinTicket ticket) =>
    [
        Program, "join", $"https://{record.Address}", "--token", ticket.Token, "--ca-cert-hash", ticket.AuthorityHash,
        "--data", directory.Member(member.Name), "--node-name", member.Name, "--runtime", record.Runtime,
        "--nodes", member.Nodes.ToString(CultureInfo.InvariantCulture),
    ];

    /// <summary>A member of an Akka cluster; what else it needs is in <see cref="AkkaEnvironment"/>.</summary>
    /// <param name="founds">Whether this control plane founds the cluster instead of joining it.</param>
    public string[] AkkaMember(MemberRecord member, bool founds = false)
    {
        var isControlPlane = member.Kind == MemberKind.ControlPlane;
        var configuration = founds ? "seed-node.conf" : isControlPlane ? "control-plane.conf" : "worker.conf";
        string[] role = isControlPlane
            ? [.. EndpointFlag, "--journal", record.Journal, "--member-name", member.Name, "--listen",
                member.Address ?? "127.0.0.1:0"]
            : ["--runtime", record.Runtime];
        return
        [
            Program, "up", "--akka", Path.Combine(AppContext.BaseDirectory, "akka", configuration),
            "--data", directory.Member(member.Name), .. role,
        ];
    }

    /// <summary>What the files under config/akka take from the environment.</summary>
    /// <param name="founds">Then there is nobody to join by, and it does not wait for an answer.</param>
    public IReadOnlyDictionary<string, string> AkkaEnvironment(MemberRecord member, bool founds = false)
    {
        var seeds = record.ControlPlanes.Where(plane => plane.Name != member.Name && !founds)
            .Select(plane => $"{Loopback}:{PortOf(plane)}");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ORCHESTRATOR_AKKA_HOST"] = Loopback,
            ["ORCHESTRATOR_AKKA_PORT"] = PortOf(member),
            ["ORCHESTRATOR_AKKA_SEEDS"] = string.Join(',', seeds),
        };
        if (member.Kind == MemberKind.Node)
            environment["ORCHESTRATOR_AKKA_NODE"] = string.Join(',', NodeNames(member));
        return environment;
    }

    /// <summary>The names that <c>join --node-name NAME --nodes N</c> gives.</summary>
    public static IEnumerable<string> NodeNames(MemberRecord member) =>
        Enumerable.Range(0, member.Nodes).Select(i => i == 0 ? member.Name : $"{member.Name}-{i}");

    public string[] Token(MemberRecord controlPlane) =>
    [
        Program, "token", "create", "--ttl", "1h", "--description", "cluster up", "--print-join-command",
        "--data", directory.Member(controlPlane.Name),
    ];

    /// <summary>Ends the programs of a node that was killed, and forgets it.</summary>
    public string[] Reset(MemberRecord node) =>
        [Program, "reset", "--force", "--data", directory.Member(node.Name)];

    private static string PortOf(MemberRecord member) =>
        member.RemotingPort?.ToString(CultureInfo.InvariantCulture)
        ?? throw new ClusterException(
            $"{member.Name} has no port for the other members: 'orchestrator cluster up' picks one");
}
