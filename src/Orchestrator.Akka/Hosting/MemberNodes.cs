using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Orchestrator.Akka.Cluster;
using Orchestrator.Akka.Remoting;
using Orchestrator.Api;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;
using Orchestrator.Hosting;
using Orchestrator.Node.Kubelet;
using NodeObject = Orchestrator.Api.Core.V1.Node;

namespace Orchestrator.Akka.Hosting;

/// <summary>The kubelets of one member, with their proxy: each speaks to the API under its own identity, in process
/// where a control plane is, by remoting elsewhere.</summary>
internal sealed class MemberNodes
{
    private readonly Lock _gate = new();
    private readonly Nodes _nodes;
    private readonly Func<UserIdentity, IApiClient> _clients;
    private Task? _stopped;

    private MemberNodes(Nodes nodes, Func<UserIdentity, IApiClient> clients) => (_nodes, _clients) = (nodes, clients);

    public IReadOnlyList<string> Names => _nodes.Names;

    public static async Task<MemberNodes> StartAsync(
        AkkaCluster cluster, MemberPlan plan, ControlPlane? controlPlane, DataLayout data,
        InProcessNodeConnector connector,
        ILogger logger, CancellationToken cancellation)
    {
        Func<UserIdentity, IApiClient> clients =
            controlPlane is not null ? controlPlane.Api.ClientFor : Remote(cluster);
        var pin = controlPlane?.AuthorityPin
            ?? await LearnAsync(cluster, clients(UserIdentity.Node(plan.NodeNames[0])), logger, cancellation);
        var nodesPlan = new NodesPlan
        {
            Names = plan.NodeNames,
            Runtime = plan.Options.Runtime,
            Data = data,
            Cluster = pin,
            KeepWorkloads = plan.Options.KeepWorkloads,
            ConnectionDrainTimeout = plan.Options.ConnectionDrainTimeout,
            InternalIp = await AddressAsync(cluster, cancellation),
        };
        var nodes = await Nodes.StartAsync(
            cluster.Actors, nodesPlan, name => clients(UserIdentity.Node(name)), () => clients(UserIdentity.KubeProxy),
            connector, logger);
        var admission = new ClusterAdmission(cluster);
        cluster.Akka.ActorOf(NodeGate.Props(connector, admission.AdmitControlPlane), NodeGate.Name);
        return new MemberNodes(nodes, clients);
    }

    public void KillWorkloads() => _nodes.KillWorkloads();

    public async Task ReadyAsync(TimeSpan period, CancellationToken cancellation)
    {
        foreach (var name in Names)
        {
            while (!await IsReadyAsync(name, cancellation))
                await Task.Delay(period, cancellation);
        }
    }

    /// <summary>Once; whoever comes later waits for the same end.</summary>
    public Task StopAsync(OrderlyStop stop, bool keepWorkloads)
    {
        lock (_gate)
            return _stopped ??= keepWorkloads ? _nodes.StopAsync(stop, Workloads.Keep) : _nodes.StopAsync(stop);
    }

    private static Func<UserIdentity, IApiClient> Remote(AkkaCluster cluster)
    {
        var gates = new ClusterGates(cluster);
        return user => new RemoteApiClient(cluster.Akka, gates, user);
    }

    /// <summary>Not beyond the membership: a member that is given up while it waits is told so.</summary>
    private static async Task<string> LearnAsync(
        AkkaCluster cluster, IApiClient api, ILogger logger, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var learnt = ClusterIdentity.LearnAsync(api, logger, either.Token);
        await Task.WhenAny(learnt, cluster.Ended);
        if (!learnt.IsCompleted)
        {
            await either.CancelAsync();
            throw new Orchestrator.Hosting.Joining.JoinException(
                "the other members gave this one up before a control plane answered it");
        }
        return await learnt;
    }

    /// <summary>Where the other members reach this one.</summary>
    private static async Task<string> AddressAsync(AkkaCluster cluster, CancellationToken cancellation)
    {
        var host = global::Akka.Actor.Address.Parse(cluster.Address).Host;
        if (IPAddress.TryParse(host, out var address))
            return address.ToString();
        try
        {
            var found = await Dns.GetHostAddressesAsync(host, AddressFamily.InterNetwork, cancellation);
            return found is [var first, ..] ? first.ToString() : IPAddress.Loopback.ToString();
        }
        catch (SocketException)
        {
            // A name for the others alone, as behind an address translation.
            return IPAddress.Loopback.ToString();
        }
    }

    private async Task<bool> IsReadyAsync(string name, CancellationToken cancellation)
    {
        try
        {
            var node = await _clients(UserIdentity.Node(name))
                .GetAsync<NodeObject>(new ObjectKey("", name), cancellation);
            return node.Status.Conditions.Any(condition => condition is { Type: "Ready", Status: "True" });
        }
        catch (Exception error) when (error is ApiUnreachableException or StatusException)
        {
            // Not registered yet, or nobody answers: the node goes on trying, and so does who waits for it.
            return false;
        }
    }
}
