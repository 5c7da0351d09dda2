using System.Net;

namespace Orchestrator.Cli.Cluster;

/// <summary>What <c>cluster up</c> was asked for.</summary>
/// <param name="Journal">Null: a private PostgreSQL.</param>
/// <param name="Akka">Members find each other by Akka.Cluster instead of joining over HTTPS.</param>
public sealed record ClusterOptions(
    int ControlPlanes, int Nodes, string? Journal, IPEndPoint Listen, string Runtime, bool Akka = false)
{
    /// <summary>Hollow nodes cost little: many share a process.</summary>
    private const int HollowPerProcess = 250;

    public const string Hollow = "hollow";

    public const string Database = "postgres";

    /// <summary>Every member, in the order in which they start.</summary>
    public IEnumerable<MemberRecord> Plan()
    {
        if (Journal is null)
            yield return new MemberRecord(Database, MemberKind.Database);
        for (var i = 1; i <= ControlPlanes; i++)
            yield return new MemberRecord($"cp-{i}", MemberKind.ControlPlane);
        var each = Runtime == Hollow ? HollowPerProcess : 1;
        for (var (i, left) = (1, Nodes); left > 0; i++, left -= each)
            yield return new MemberRecord($"node-{i}", MemberKind.Node) { Nodes = Math.Min(left, each) };
    }
}
