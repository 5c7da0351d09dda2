using System.Globalization;

namespace Orchestrator.Cli.Cluster;

/// <summary>The command line that each kind of member is started with.</summary>
public sealed class MemberCommands(ClusterDirectory directory, ClusterRecord record)
{
    private static string Program => Environment.ProcessPath
        ?? throw new ClusterException("the system does not say which program this is");

    /// <summary>A control plane keeps the address of its first start.</summary>
    public string[] ControlPlane(MemberRecord member) =>
    [
        Program, "up", "--data", directory.Member(member.Name), "--journal", record.Journal,
        "--listen", member.Address ?? "127.0.0.1:0", "--nodes", "0",
    ];

    /// <param name="ticket">Needed until the node has its certificate; later it is not looked at.</param>
    public string[] Node(MemberRecord member, JoinTicket ticket) =>
    [
        Program, "join", $"https://{record.Address}", "--token", ticket.Token, "--ca-cert-hash", ticket.AuthorityHash,
        "--data", directory.Member(member.Name), "--node-name", member.Name, "--runtime", record.Runtime,
        "--nodes", member.Nodes.ToString(CultureInfo.InvariantCulture),
    ];

    public string[] Token(MemberRecord controlPlane) =>
    [
        Program, "token", "create", "--ttl", "1h", "--description", "cluster up", "--print-join-command",
        "--data", directory.Member(controlPlane.Name),
    ];

    /// <summary>Ends the programs of a node that was killed, and forgets it.</summary>
    public string[] Reset(MemberRecord node) =>
        [Program, "reset", "--force", "--data", directory.Member(node.Name)];
}
