using Orchestrator.Akka.Cluster;
using Orchestrator.Hosting;
using Orchestrator.Hosting.Clusters;

namespace Orchestrator.Akka.Hosting;

/// <summary>What a member is to be: options and roles, found to fit each other.</summary>
internal sealed record MemberPlan(AkkaHostOptions Options, bool IsControlPlane, IReadOnlyList<string> NodeNames)
{
    public AkkaConfiguration Configuration => Options.Configuration;

    /// <exception cref="AkkaConfigurationException">The roles cannot work.</exception>
    /// <exception cref="ArgumentException">The options do not fit the roles.</exception>
    public static MemberPlan Of(AkkaHostOptions options)
    {
        var configuration = options.Configuration;
        var isControlPlane = configuration.Roles.Contains(ClusterRoles.ControlPlane);
        var isNode = configuration.Roles.Contains(ClusterRoles.Node);
        var names = configuration.NodeNames;
        if (!isControlPlane && !isNode)
            throw Wrong(
                configuration, "akka.cluster.roles has neither control-plane nor node: the member would do nothing");
        if (isNode && names.Count == 0)
            throw Wrong(
                configuration, "a member with the role node needs the names of its Nodes in orchestrator.akka.nodes");
        if (!isNode && names.Count > 0)
            throw Wrong(configuration, "orchestrator.akka.nodes names Nodes, but akka.cluster.roles has no role node");
        if (!isControlPlane && !configuration.HasSeeds)
            throw Wrong(
                configuration, "a node needs control planes to join by, host:port each, in orchestrator.akka.seeds");
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Count)
            throw Wrong(configuration, "orchestrator.akka.nodes names a Node twice");
        foreach (var name in names)
        {
            if (NodeNaming.Wrong(name) is { } wrong)
                throw Wrong(configuration, $"orchestrator.akka.nodes: {wrong}");
        }
        if (!isControlPlane && options.Journal is not null)
        {
            throw new ArgumentException(
                $"{configuration.Source} makes this member a node, which keeps no journal: leave --journal out, or "
                + "give it the role control-plane");
        }
        options.LeaderElection.Validate();
        return new(options, isControlPlane, names);
    }

    private static AkkaConfigurationException Wrong(AkkaConfiguration configuration, string what) =>
        new($"{configuration.Source}: {what}");
}
