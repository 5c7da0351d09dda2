using Orchestrator.Cli.Cluster;
using Orchestrator.Node.Process;

namespace Orchestrator.Cli.Tests.Cluster;

/// <summary>Launched clusters as <c>cluster status</c> finds them: two control planes and a node.</summary>
internal static class Statuses
{
    public static readonly ProcessIdentity Running = ProcessIdentity.Of(Environment.ProcessId)!;
    public static readonly ProcessIdentity Ended = new(1, 0, "another boot");

    public static ClusterRecord Record(bool akka, int nodes = 1) => new(
        "process", "j",
        [
            new("postgres", MemberKind.Database, Running),
            new("cp-1", MemberKind.ControlPlane, Running) { Address = "127.0.0.1:6001", RemotingPort = 7001 },
            new("cp-2", MemberKind.ControlPlane, Running) { Address = "127.0.0.1:6002", RemotingPort = 7002 },
            new("node-1", MemberKind.Node, Running) { RemotingPort = 7003, Nodes = nodes },
        ])
    {
        Akka = akka,
        Address = "127.0.0.1:6443",
        Supervisor = Running,
    };

    /// <summary>A view of the members by an Akka cluster.</summary>
    /// <param name="members">Such as <c>7001 up</c>.</param>
    public static MembershipView Akka(string viewer, params string[] members) => new(
        viewer,
        [
            .. members.Select(member => member.Split(' ')).Select(part => new SeenMember(
                part[0] is "7003" ? "node-1" : part[0], $"akka.tcp://orchestrator@127.0.0.1:{part[0]}",
                part[0] is "7003" ? "node" : "control-plane", part[1])),
        ],
        "127.0.0.1:7001");

    public static ClusterStatus Status(ClusterRecord record, params MembershipView[] views) => new(
        record,
        [
            .. record.Members.Select(member => new MemberStatus(
                member, !member.IsRunning ? "dead" : member.Kind == MemberKind.ControlPlane ? "ready" : "running")
            {
                IsLeader = member.Name == "cp-1",
                LagSeconds = member.Kind == MemberKind.ControlPlane ? 0.04 : null,
                Revision = member.Kind == MemberKind.ControlPlane ? 1024 : null,
            }),
        ],
        (1, 1), [("kube-scheduler", "cp-1_u")])
    {
        Root = "/data",
        Views = views,
    };
}
