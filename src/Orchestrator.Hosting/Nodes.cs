using Microsoft.Extensions.Logging;
using Orchestrator.Actors;
using Orchestrator.Client;
using Orchestrator.Network.Proxy;
using Orchestrator.Network.Userspace;
using Orchestrator.Node.Kubelet;
using Orchestrator.Node.Process;
using Orchestrator.Node.Runtime;
using Orchestrator.Node.Runtime.Hollow;

namespace Orchestrator.Hosting;

/// <summary>The nodes of one process, with the one proxy they share.</summary>
internal sealed class Nodes
{
    /// <summary>More than Pods' programs have to end before they are killed.</summary>
    private static readonly TimeSpan NodesMax = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan TreeMax = TimeSpan.FromSeconds(15);

    /// <summary>Beyond the time for which answers that are due are waited for.</summary>
    private static readonly TimeSpan ConnectionsMax = TimeSpan.FromSeconds(10);

    private readonly IActorSystem _system;
    private readonly NodesPlan _plan;
    private readonly InProcessNodeConnector _connector;
    private readonly UserspaceDataplane _dataplane;
    private readonly RangeClaims _ranges;
    private readonly List<int> _hollowBlocks = [];
    private readonly List<IActorRef> _trees = [];
    private readonly List<NodeHost> _hosts = [];
    private readonly List<ProcessRuntime> _processes = [];

    private Nodes(IActorSystem system, NodesPlan plan, InProcessNodeConnector connector)
    {
        _system = system;
        _plan = plan;
        _connector = connector;
        _dataplane = new UserspaceDataplane(system.Time, new()
        {
            Cluster = plan.Cluster,
            DrainMax = plan.ConnectionDrainTimeout,
        });
        _ranges = plan.Runtime == NodeRuntime.Hollow
            ? RangeClaims.OfThisMachine("hollow", HollowRanges.Blocks)
            : RangeClaims.OfThisMachine("loopback", LoopbackBlocks.Count);
    }

    public IReadOnlyList<string> Names => _plan.Names;

    /// <param name="clientOf">The API under a node's own identity.</param>
    /// <param name="proxy">The API as the proxy, which notes on Services what it serves, or as the first node, which
    /// notes it on itself: see <see cref="NodesPlan.ProxiesAsNode"/>.</param>
    /// <param name="connector">Learns the nodes' runtimes.</param>
    /// <param name="logger">Told where a start that failed is not undone in time.</param>
    public static async Task<Nodes> StartAsync(
        IActorSystem system, NodesPlan plan, Func<string, IApiClient> clientOf, Func<IApiClient> proxy,
        InProcessNodeConnector connector, ILogger logger)
    {
        var nodes = new Nodes(system, plan, connector);
        try
        {
            var hasProxy = plan.Runtime == NodeRuntime.Process && plan.Names.Count > 0;
            var drain = hasProxy ? nodes.StartProxy(proxy()) : null;
            for (var i = 0; i < plan.Names.Count; i++)
            {
                var name = plan.Names[i];
                var node = await nodes.OptionsAsync(name, i, drain);
                connector.Register(name, node.Runtime);
                nodes._hosts.Add(NodeHost.Start(system, clientOf(name), node));
            }
            return nodes;
        }
        catch
        {
            // One that could not start: what those before it run belongs to the next start.
            await nodes.StopAsync(new OrderlyStop(system.Time, logger), Workloads.Keep);
            throw;
        }
    }

    public void KillWorkloads()
    {
        if (_plan.KeepWorkloads)
            return;
        foreach (var runtime in _processes)
            runtime.Kill();
    }

    public Task StopAsync(OrderlyStop stop) => StopAsync(stop, _plan.KeepWorkloads ? Workloads.Keep : Workloads.End);

    public async Task StopAsync(OrderlyStop stop, Workloads workloads)
    {
        await stop.EndAsync(
            "nodes and their Pods", NodesMax,
            async () => await Task.WhenAll(_hosts.Select(host => host.StopAsync(workloads).AsTask())),
            () => string.Join(
                ", ", _hosts.Select(host => _system.Living(host.Root)).Where(living => living.Length > 0)));
        foreach (var name in Names)
            _connector.Unregister(name);
        for (var i = _trees.Count - 1; i >= 0; i--)
            await stop.EndAsync(_trees[i].Path, TreeMax, _system, _trees[i]);
        // Last: Pods of this node that ended meanwhile had clients to answer, and other nodes' Pods still have.
        await stop.EndAsync(
            "connections to Services", _plan.ConnectionDrainTimeout + ConnectionsMax,
            async () => await _dataplane.StopAsync(),
            () => $"{_dataplane.ConnectionCount} connections");
        _ranges.Dispose();
    }

    /// <summary>One proxy for all nodes of this process: the addresses it serves are the machine's, and shared with the
    /// cluster's other processes on it.</summary>
    private EndpointDrain StartProxy(IApiClient client)
    {
        var informers = SharedInformers.Spawn(_system, "proxy-informers", client);
        var events = EventRecorder.Spawn(_system, "proxy-events", client, "kube-proxy", Names[0]);
        var options = new ProxyOptions
        {
            LocalNodes = Names.ToHashSet(StringComparer.Ordinal),
            Node = _plan.ProxiesAsNode ? Names[0] : null,
        };
        var proxy = _system.Spawn("proxy", ProxyActor.Factory(options, client, informers, _dataplane, events));
        _trees.Add(informers.Actor);
        _trees.Add(proxy);
        return new EndpointDrain(_system, proxy, options.DrainMax);
    }

    private async Task<NodeOptions> OptionsAsync(string name, int index, EndpointDrain? drain)
    {
        if (_plan.Runtime == NodeRuntime.Hollow)
        {
            var cidr = HollowRange(index);
            return new NodeOptions
            {
                Name = name,
                Runtime = new HollowRuntime(_system.Time, new HollowOptions { PodCidr = cidr }),
                Machine = MachineInfo.Hollow(),
                InternalIp = _plan.InternalIp,
                PodCidr = cidr,
            };
        }
        var data = _plan.Data;
        var range = LoopbackBlocks.RangeOf(_ranges.Take(LoopbackBlocks.NumberOf(data.Root, index), data.Root, name));
        var process = new ProcessRuntimeOptions
        {
            PodsDirectory = data.Pods(name),
            PodCidr = range,
            ExtraPath = [AppContext.BaseDirectory],
        };
        var runtime = await ProcessRuntime.OpenAsync(process, _system.Time);
        _processes.Add(runtime);
        return new NodeOptions
        {
            Name = name,
            Runtime = runtime,
            Machine = HostMachine.Read(data.Root),
            Prober = new NetworkProber(),
            Volumes = new VolumeDirectory(process),
            Drain = drain!,
            Ports = _dataplane,
            InternalIp = _plan.InternalIp,
            KubeletPort = _plan.KubeletPort,
            Pods = _plan.Pods,
            PodCidr = range,
        };
    }

    private string HollowRange(int index)
    {
        var root = _plan.Data.Root;
        if (index % HollowRanges.NodesPerBlock == 0)
        {
            var own = (int)((LoopbackBlocks.Hash(root) + (uint)_hollowBlocks.Count) % HollowRanges.Blocks);
            _hollowBlocks.Add(_ranges.Take(own, root, $"{_hollowBlocks.Count}"));
        }
        return HollowRanges.Of(_hollowBlocks[^1], index);
    }
}
