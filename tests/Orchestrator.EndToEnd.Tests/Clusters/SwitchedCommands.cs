using System.Globalization;
using Orchestrator.Cli.Cluster;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>How each member of a <see cref="SwitchedCluster"/> is started on its host.</summary>
/// <param name="hostOf">The host that a member runs on.</param>
internal sealed class SwitchedCommands(
    SwitchedNetwork network, ClusterDirectory directory, Func<MemberRecord, int> hostOf)
{
    private const int Port = 6443;
    private const int RemotingPort = 4053;

    /// <summary>Where a control plane's API answers.</summary>
    public string ApiAddress(int host) => $"{network.Address(host)}:{Port}";

    /// <summary>Nodes share a host, and each has a port of its own on it.</summary>
    public static int RemotingPortOf(int number) => RemotingPort + number;

    /// <param name="founds">Whether this control plane founds the Akka cluster instead of joining it.</param>
    public string[] ControlPlane(ClusterRecord record, MemberRecord member, bool founds)
    {
        string[] way = record.Akka
            ? ["--akka", founds ? "seed-node.conf" : "control-plane.conf", "--member-name", member.Name]
            : ["--nodes", "0"];
        return
        [
            .. On(member), "up", "--data", directory.Member(member.Name), "--listen", member.Address!,
            "--advertise", member.Address!, "--journal", record.Journal, .. way,
        ];
    }

    /// <param name="ticket">Null in an Akka cluster, where nobody needs one.</param>
    public string[] Node(ClusterRecord record, MemberRecord member, JoinTicket? ticket)
    {
        string[] way = ticket is null
            ? ["up", "--akka", "worker.conf"]
            :
            [
                "join", $"https://{record.ControlPlanes.First().Address}", "--token", ticket.Token,
                "--ca-cert-hash", ticket.AuthorityHash, "--node-name", member.Name,
            ];
        return [.. On(member), .. way, "--data", directory.Member(member.Name), "--runtime", record.Runtime];
    }

    /// <summary>What the files under config/akka take from the environment.</summary>
    /// <param name="founds">Then there is nobody to join by.</param>
    public IReadOnlyDictionary<string, string> Environment(ClusterRecord record, MemberRecord member, bool founds)
    {
        var seeds = record.ControlPlanes.Where(plane => plane.Name != member.Name && !founds)
            .Select(plane => $"{network.Address(hostOf(plane))}:{PortOf(plane)}");
        return new Dictionary<string, string>
        {
            ["ORCHESTRATOR_AKKA_HOST"] = network.Address(hostOf(member)),
            ["ORCHESTRATOR_AKKA_PORT"] = PortOf(member),
            ["ORCHESTRATOR_AKKA_SEEDS"] = string.Join(',', seeds),
            ["ORCHESTRATOR_AKKA_NODE"] = member.Name,
        };
    }

    private static string PortOf(MemberRecord member) =>
        member.RemotingPort!.Value.ToString(CultureInfo.InvariantCulture);

    private string[] On(MemberRecord member) => [.. network.On(hostOf(member)), OrchestratorProcess.Command];
}
