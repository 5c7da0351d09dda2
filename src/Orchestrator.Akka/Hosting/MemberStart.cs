using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Orchestrator.Actors.Threaded;
using Orchestrator.Akka.Cluster;
using Orchestrator.Hosting.Clusters;
using Orchestrator.Hosting.Joining;
using Orchestrator.Store.Journals;

namespace Orchestrator.Akka.Hosting;

/// <summary>A member's first steps: its ActorSystem, its place among the others, and whether they can do with
/// it.</summary>
internal static class MemberStart
{
    /// <summary>The API's clients are let finish before the store ends.</summary>
    private const string StopTimes = "akka.coordinated-shutdown.phases.cluster-shutdown.timeout = 10 s";

    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(100);

    /// <exception cref="IOException">The address for the other members cannot be listened on.</exception>
    public static AkkaCluster Start(MemberPlan plan, MemberJournal? journal, ILoggerFactory loggers)
    {
        var configuration = plan.Configuration.With(LoggerBridge.Hocon).With(StopTimes);
        if (journal is { IsShared: false })
            configuration = configuration.WithRole(ClusterRoles.OwnJournal);
        var candidacy = new Candidacy(Candidacy.IdentityOf(plan.Options.MemberName, SystemEntropy.Instance))
        {
            Settings = plan.Options.LeaderElection,
            Logger = loggers.CreateLogger("orchestrator"),
        };
        var log = new LogSetup(loggers.CreateLogger(MemberLog.Akka));
        try
        {
            return AkkaCluster.Start(configuration, null, candidacy, [log, .. journal?.Setups ?? []]);
        }
        catch (Exception error) when (error.GetBaseException() is SocketException refused)
        {
            throw new IOException(
                $"cannot listen for other members, see akka.remote.dot-netty.tcp in {configuration.Source}: "
                + refused.Message, error);
        }
    }

    /// <exception cref="JoinException">The others cannot do with this one, or it ended before they took it
    /// in.</exception>
    public static async Task JoinedAsync(
        AkkaCluster cluster, MemberPlan plan, MemberJournal? journal, CancellationToken cancellation)
    {
        try
        {
            await JoinAsync(cluster, plan, cancellation);
        }
        catch (InvalidOperationException ended)
        {
            throw new JoinException($"{ended.Message}: see what Akka logged", ended);
        }
        if (journal is not null)
            await AgreeAsync(cluster, journal, cancellation);
        foreach (var node in plan.NodeNames)
            await ClaimAsync(cluster, node, plan.Options.PredecessorMax, cancellation);
    }

    /// <summary>A control plane that knows nobody founds a cluster; so would a node that takes itself for a
    /// seed.</summary>
    private static Task JoinAsync(AkkaCluster cluster, MemberPlan plan, CancellationToken cancellation)
    {
        var seeds = cluster.Akka.Settings.Config.GetStringList("akka.cluster.seed-nodes", []);
        if (plan.IsControlPlane)
            return seeds.Count == 0
                ? cluster.JoinAsync([cluster.Address], cancellation)
                : cluster.UpAsync(cancellation);
        return seeds.Contains(cluster.Address)
            ? throw new JoinException(
                $"{plan.Configuration.Source}: orchestrator.akka.seeds names this node itself, {cluster.Address}: a "
                + "node joins by control planes; give it another port, or name theirs")
            : cluster.UpAsync(cancellation);
    }

    private static Task AgreeAsync(AkkaCluster cluster, MemberJournal journal, CancellationToken cancellation)
    {
        RefuseSplitJournal(cluster, journal);
        return journal.IsShared ? JournalAgreement.CheckAsync(cluster, journal, cancellation) : Task.CompletedTask;
    }

    /// <summary>Control planes with journals of their own would be as many clusters under one name.</summary>
    private static void RefuseSplitJournal(AkkaCluster cluster, MemberJournal journal)
    {
        foreach (var other in Others(cluster))
        {
            if (!other.HasRole(ClusterRoles.ControlPlane) || other.State == MemberState.Down)
                continue;
            if (!journal.IsShared)
            {
                throw new JournalException(
                    $"{other.Address} is a control plane of this cluster already: several of them need a journal that "
                    + "they share. Start each with the same --journal postgres://USER:PASSWORD@HOST:PORT/DATABASE");
            }
            if (other.HasRole(ClusterRoles.OwnJournal))
            {
                throw new JournalException(
                    $"the control plane {other.Address} keeps its journal in a file of its own, so no other can join "
                    + "it: stop it, and start it again with the same --journal as this one");
            }
        }
    }

    /// <summary>Waits for a member that died to be noticed; a living one keeps its Node.</summary>
    private static async Task ClaimAsync(
        AkkaCluster cluster, string node, TimeSpan predecessorMax, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (OwnerOf(cluster, node) is { } owner)
        {
            if (TimeProvider.System.GetElapsedTime(started) > predecessorMax)
            {
                throw new JoinException(
                    $"the Node {node} is run by the member {owner.Address}: give this one another name in "
                    + "orchestrator.akka.nodes, or stop that one");
            }
            await Task.Delay(LookPeriod, cancellation);
        }
    }

    private static ClusterMember? OwnerOf(AkkaCluster cluster, string node)
    {
        foreach (var other in Others(cluster))
        {
            if (!other.IsLost && other.HasRole(ClusterRoles.NodePrefix + node))
                return other;
        }
        return null;
    }

    private static IEnumerable<ClusterMember> Others(AkkaCluster cluster) =>
        cluster.Members.Where(member => member.Address != cluster.Address);
}
