using System.Globalization;

namespace Orchestrator.Cli.Cluster;

/// <summary>What stands below the members: where they do not agree, who leads, and what to do about what is wrong.
/// Pure.</summary>
internal static class StatusNotes
{
    private const int OthersMax = 10;

    public static IEnumerable<string> Of(ClusterStatus status, Membership membership) =>
    [
        .. Others(membership), .. membership.Disputes(), .. Leaders(status, membership), Summary(status),
        .. Troubles(status),
    ];

    private static IEnumerable<string> Others(Membership membership)
    {
        foreach (var other in membership.Others.Take(OthersMax))
            yield return $"{other.Name}, not started here, is {other.State}";
        if (membership.Others.Count > OthersMax)
            yield return Text($"and {membership.Others.Count - OthersMax} members more that were not started here");
    }

    private static IEnumerable<string> Leaders(ClusterStatus status, Membership membership)
    {
        var leader = membership.Leader(out var others);
        if (status.Record.Akka && leader is not null)
        {
            yield return $"{leader} is the oldest control plane, where Akka.Cluster places what runs once"
                + string.Concat(others.Select(other => $"; {other}"));
        }
        foreach (var (component, holder) in status.Leaders)
            yield return $"{component} is led by {holder}";
    }

    private static string Summary(ClusterStatus status) => status.Nodes is var (ready, all)
        ? Text($"{ready} of {all} nodes ready, API at https://{status.Record.Address}")
        : "no control plane answers";

    private static IEnumerable<string> Troubles(ClusterStatus status)
    {
        var record = status.Record;
        foreach (var member in status.Members.Where(m => m.State == "not ready"))
            yield return $"{member.Member.Name} is not ready: {member.Reason}";
        var silent = Named(status, "silent");
        if (silent.Count > 0)
            yield return $"{Membership.Listed(silent)} {Is(silent)} running and {(silent.Count == 1 ? "does" : "do")} "
                + "not answer";
        var dead = Named(status, "dead");
        if (dead.Count > 0)
        {
            var name = dead.Count == 1 ? dead[0] : "MEMBER";
            yield return $"{Membership.Listed(dead)} {Is(dead)} dead: 'orchestrator cluster start {name}' starts "
                + $"{(dead.Count == 1 ? "it" : "one")} again, {new ClusterDirectory(status.Root).Log(name)} has its "
                + "last words";
        }
        if (record.Supervisor?.IsRunning() != true && record.Members.Any(m => m.IsRunning))
        {
            yield return $"nothing listens at https://{record.Address}: 'orchestrator cluster up', with the flags it "
                + "had, takes the members over";
        }
        if (!record.Members.Any(m => m.IsRunning))
            yield return "no member runs: 'orchestrator cluster up' starts them again";
    }

    private static List<string> Named(ClusterStatus status, string state) =>
        [.. status.Members.Where(m => m.State == state).Select(m => m.Member.Name)];

    private static string Is(List<string> names) => names.Count == 1 ? "is" : "are";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
