using Orchestrator.Actors;
using Orchestrator.ApiServer;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;
using Orchestrator.Network.Proxy;
using Orchestrator.Network.Userspace;
using Orchestrator.Node.Kubelet;
using Orchestrator.Node.Process;
using Orchestrator.Node.Runtime;
using Orchestrator.Node.Runtime.Hollow;

namespace Orchestrator.Hosting;

/// <summary>The nodes of one process, with the one proxy they share.</summary>
internal sealed class Nodes : IAsyncDisposable
{
    private readonly IActorSystem _system;
    private readonly OrchestratorOptions _options;
    private readonly InProcessNodeConnector _connector;
    private readonly UserspaceDataplane _dataplane;
    private readonly List<IActorRef> _trees = [];
    private readonly List<NodeHost> _hosts = [];

    private Nodes(IActorSystem system, OrchestratorOptions options, InProcessNodeConnector connector)
    {
        _system = system;
        _options = options;
        _connector = connector;
        _dataplane = new UserspaceDataplane(system.Time);
        Names = [.. Enumerable.Range(0, options.Nodes).Select(i => i == 0 ? First(options) : $"{First(options)}-{i}")];
    }

    public IReadOnlyList<string> Names { get; }

    public static Nodes Start(
        IActorSystem system, ApiServerCore api, OrchestratorOptions options, DataLayout data,
        InProcessNodeConnector connector)
    {
        var nodes = new Nodes(system, options, connector);
        var drain = options.Runtime == NodeRuntime.Process ? nodes.StartProxy(api) : null;
        for (var i = 0; i < nodes.Names.Count; i++)
        {
            var name = nodes.Names[i];
            var node = nodes.Options(name, i, data, drain);
            connector.Register(name, node.Runtime);
            nodes._hosts.Add(NodeHost.Start(system, api.ClientFor(UserIdentity.Node(name)), node));
        }
        return nodes;
    }

    public async ValueTask DisposeAsync()
    {
        var workloads = _options.KeepWorkloads ? Workloads.Keep : Workloads.End;
        await Task.WhenAll(_hosts.Select(host => host.StopAsync(workloads).AsTask()));
        foreach (var name in Names)
            _connector.Unregister(name);
        for (var i = _trees.Count - 1; i >= 0; i--)
            await _system.StopAsync(_trees[i]);
        _dataplane.Dispose();
    }

    /// <summary>One proxy for all nodes of this machine: the addresses it serves are the machine's.</summary>
    private EndpointDrain StartProxy(ApiServerCore api)
    {
        var client = api.ClientFor(UserIdentity.KubeProxy);
        var informers = SharedInformers.Spawn(_system, "proxy-informers", client);
        var events = EventRecorder.Spawn(_system, "proxy-events", client, "kube-proxy", Names[0]);
        var options = new ProxyOptions { LocalNodes = Names.ToHashSet(StringComparer.Ordinal) };
        var proxy = _system.Spawn("proxy", ProxyActor.Factory(options, client, informers, _dataplane, events));
        _trees.Add(informers.Actor);
        _trees.Add(proxy);
        return new EndpointDrain(_system, proxy, options.DrainMax);
    }

    private NodeOptions Options(string name, int index, DataLayout data, EndpointDrain? drain)
    {
        if (_options.Runtime == NodeRuntime.Hollow)
        {
            // A thousand addresses each: as many as a hollow node takes Pods.
            var cidr = $"10.{64 + index / 64 % 192}.{index % 64 * 4}.0/22";
            var hollow = new HollowRuntime(_system.Time, new HollowOptions { PodCidr = cidr });
            return new NodeOptions { Name = name, Runtime = hollow, Machine = MachineInfo.Hollow(), PodCidr = cidr };
        }
        var range = LoopbackBlocks.RangeOf(data.Root, index);
        var process = new ProcessRuntimeOptions
        {
            PodsDirectory = data.Pods(name),
            PodCidr = range,
            ExtraPath = [AppContext.BaseDirectory],
        };
        return new NodeOptions
        {
            Name = name,
            Runtime = ProcessRuntime.Open(process, _system.Time),
            Machine = HostMachine.Read(data.Root),
            Prober = new NetworkProber(),
            Volumes = new VolumeDirectory(process),
            Drain = drain!,
            PodCidr = range,
        };
    }

    private static string First(OrchestratorOptions options) =>
        options.NodeName ?? Environment.MachineName.ToLowerInvariant();
}
