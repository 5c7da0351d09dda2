namespace Orchestrator.Cli.Cluster;

/// <summary>Who the members are as one control plane sees it.</summary>
/// <param name="Viewer">The control plane's name.</param>
/// <param name="Leader">HOST:PORT of the control plane that leads as it sees it, as the cluster has addresses; null
/// while it knows none.</param>
public sealed record MembershipView(string Viewer, IReadOnlyList<SeenMember> Members, string? Leader)
{
    /// <summary>From its <c>/metrics</c>; null where it tells nothing of members.</summary>
    public static MembershipView? Read(string viewer, MetricsText metrics)
    {
        var members = metrics.Samples("orchestrator_cluster_member")
            .Where(sample => sample.Value is 1)
            .Select(sample => new SeenMember(
                Label(sample.Labels, "member"), Label(sample.Labels, "address"), Label(sample.Labels, "roles"),
                Label(sample.Labels, "state")))
            .ToList();
        if (members.Count == 0)
            return null;
        var leader = metrics.Samples("orchestrator_cluster_leader").Where(sample => sample.Value is 1)
            .Select(sample => Label(sample.Labels, "address")).FirstOrDefault();
        return new(viewer, members, leader?[(leader.LastIndexOf('@') + 1)..]);
    }

    private static string Label(IReadOnlyDictionary<string, string> labels, string name) =>
        labels.GetValueOrDefault(name, "");
}
