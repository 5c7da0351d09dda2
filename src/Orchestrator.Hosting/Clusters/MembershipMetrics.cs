using System.Diagnostics.Metrics;

namespace Orchestrator.Hosting.Clusters;

/// <summary>Who the members are as this control plane sees it, on its <c>/metrics</c>.</summary>
/// <remarks>One sample for each member, named by the first of its Nodes, else by its address:
/// <code>
///   orchestrator_cluster_member{member="node-1",address="10.0.0.3:10250",roles="node",state="unreachable"} 1
/// </code>
/// The roles that name its Nodes are left out: a process can have a thousand.</remarks>
internal sealed class MembershipMetrics : IDisposable
{
    /// <summary>Others write addresses and names: a longer one is cut.</summary>
    private const int TextMax = 253;

    private readonly Meter _meter = new("Orchestrator.Membership");

    public MembershipMetrics(ICluster cluster)
    {
        _meter.CreateObservableGauge(
            "orchestrator_cluster_member", () => cluster.Members.Select(Sample), null,
            "1 for each member of the cluster, in the state in which this control plane sees it.");
        _meter.CreateObservableGauge(
            "orchestrator_cluster_leader", () => Leader(cluster), null,
            "1 for the control plane that leads as this one sees it.");
        // Some follow their members only from the first question on, and the first page is to show them.
        _ = cluster.Members;
    }

    public void Dispose() => _meter.Dispose();

    private static Measurement<int> Sample(ClusterMember member) => new(
        1, Tag("member", NameOf(member)), Tag("address", member.Address), Tag("roles", RolesOf(member)),
        Tag("state", StateOf(member.State)));

    private static IEnumerable<Measurement<int>> Leader(ICluster cluster) => cluster.ControlPlane is { } leader
        ? [new(1, Tag("member", NameOf(leader)), Tag("address", leader.Address))]
        : [];

    private static KeyValuePair<string, object?> Tag(string name, string text) =>
        new(name, text.Length <= TextMax ? text : text[..TextMax]);

    private static string NameOf(ClusterMember member) => member.Nodes.FirstOrDefault() ?? member.Address;

    private static string RolesOf(ClusterMember member) => string.Join(
        ',', member.Roles.Where(role => !role.StartsWith(ClusterRoles.NodePrefix, StringComparison.Ordinal)));

    private static string StateOf(MemberState state) => state switch
    {
        MemberState.Joining => "joining",
        MemberState.Up => "up",
        MemberState.Leaving => "leaving",
        MemberState.Unreachable => "unreachable",
        MemberState.Down => "down",
        _ => "removed",
    };
}
