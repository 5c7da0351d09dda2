using Microsoft.Extensions.Logging;
using Orchestrator.Akka.Cluster;
using Orchestrator.Akka.Remoting;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Hosting;
using Orchestrator.Hosting.Clusters;
using Orchestrator.Node.Kubelet;
using Orchestrator.Store;

namespace Orchestrator.Akka.Hosting;

/// <summary>The control plane of one member: its store follows the shared journal and leads where the cluster places
/// the singleton <c>store-leader</c>; its API is open to members by remoting and to everyone by HTTPS.</summary>
internal sealed class MemberControlPlane
{
    private readonly Lock _gate = new();
    private Task? _stopped;

    private MemberControlPlane(ControlPlane plane) => Plane = plane;

    public ControlPlane Plane { get; }

    public static async Task<MemberControlPlane> StartAsync(
        AkkaCluster cluster, MemberPlan plan, MemberJournal journal, DataLayout data, InProcessNodeConnector nodes,
        ILogger logger, CancellationToken cancellation)
    {
        var members = new AkkaNodeConnector(cluster);
        MemberSight? sight = null;
        var ports = new ControlPlanePorts(cluster.Actors, nodes)
        {
            OpenJournal = async token =>
            {
                var opened = plan.Options.Route(await journal.OpenAsync(cluster.Akka, token));
                sight = journal.IsShared ? new MemberSight(cluster, opened, SightOptions(plan), logger) : null;
                return sight?.Journal ?? opened;
            },
            Succession = Succession.Appointment,
            StoreOpened = store => Appoint(cluster, sight, store),
            // Nodes that joined by a token are no members.
            OtherNodes = node => IsMembers(cluster, node) ? members : null,
            Cluster = cluster,
        };
        var plane = await ControlPlane.StartAsync(ports, Options(plan.Options), data, logger, cancellation);
        // While it answers: who joins later may ask when it does not.
        await (sight?.IdentifyAsync() ?? Task.CompletedTask);
        var api = plane.Api;
        cluster.Akka.ActorOf(
            ApiServerGate.Props(api.ClientFor, new ClusterAdmission(cluster).Admit), ApiServerGate.Name);
        cluster.RunSingleton(
            "member-readiness", ClusterRoles.ControlPlane,
            () => new MemberReadiness(cluster, api.ClientFor(UserIdentity.ControllerManager)));
        return new MemberControlPlane(plane);
    }

    /// <summary>First of all that is done to leave in order, while somebody still leads.</summary>
    public Task WithdrawAsync(OrderlyStop stop) => Plane.WithdrawAsync(stop);

    /// <summary>Once; whoever comes later waits for the same end.</summary>
    public Task StopAsync(OrderlyStop stop)
    {
        lock (_gate)
            return _stopped ??= Plane.StopAsync(stop);
    }

    /// <summary>A journal of its own is led from the start. The store's own actor has the name <c>store</c>.</summary>
    private static void Appoint(AkkaCluster cluster, MemberSight? sight, StoreHost store)
    {
        if (sight is null)
            return;
        cluster.RunSingleton(
            "store-leader", ClusterRoles.ControlPlane, () => new StoreLeader(store), servesOthers: true);
        sight.Begin();
    }

    private static JournalSightOptions SightOptions(MemberPlan plan) =>
        plan.Options.Sight ?? new JournalSightOptions { LostAfter = plan.Configuration.JournalLostAfter };

    private static bool IsMembers(AkkaCluster cluster, string node)
    {
        foreach (var member in cluster.Members)
        {
            if (member.HasRole(ClusterRoles.NodePrefix + node))
                return true;
        }
        return false;
    }

    private static OrchestratorOptions Options(AkkaHostOptions options) => new()
    {
        DataDirectory = options.DataDirectory,
        Listen = options.Listen,
        Advertise = options.Advertise,
        Journal = options.Journal,
        MemberName = options.MemberName,
        Nodes = 0,
        ControlPlaneEndpoint = options.ControlPlaneEndpoint,
        ServiceCidr = options.ServiceCidr,
        ClusterSigningDuration = options.ClusterSigningDuration,
        CertificateValidityPeriod = options.CertificateValidityPeriod,
        LeaderElection = options.LeaderElection,
        Audit = options.Audit,
    };
}
