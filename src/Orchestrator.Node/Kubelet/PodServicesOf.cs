using Orchestrator.Node.Env;
using Orchestrator.Node.Pods;
using Orchestrator.Node.Probes;
using Orchestrator.Node.Volumes;

namespace Orchestrator.Node.Kubelet;

/// <summary>Puts together what the Pod workers of one node share.</summary>
internal static class PodServicesOf
{
    public static PodServices Node(NodeOptions options, IApiClient api, IActorContext<KubeletMessage> context)
    {
        var capacity = options.Machine.Capacity;
        var node = new NodeAddressing(options.InternalIp, capacity["cpu"], capacity["memory"]);
        var events = EventRecorder.Spawn(context, "events", api, "kubelet", options.Name);
        var time = context.System.Time;
        var prober = options.Prober ?? NoPrograms.Instance;
        var hooks = new HookRunner(options.Runtime, prober, time);
        var volumes = new PodVolumes(options.Volumes ?? NoPrograms.Instance, new VolumeContents(api, node));
        return new()
        {
            Api = api,
            Runtime = options.Runtime,
            Prober = prober,
            Events = events,
            Drain = options.Drain,
            DrainTimeout = options.DrainTimeout,
            Node = new(options.Name, options.InternalIp, options.Runtime.Name),
            Starter = new(options.Runtime, new EnvironmentBuilder(api, node, options.Ports), volumes, hooks, events),
            Stopper = new(options.Runtime, hooks, events, time),
        };
    }

    /// <summary>Stands in where no program runs; a runtime that runs programs needs the real ones.</summary>
    private sealed class NoPrograms : IProber, IVolumeHost
    {
        public static NoPrograms Instance { get; } = new();

        public ValueTask<ProbeOutcome> HttpGetAsync(
            HttpProbe probe, TimeSpan timeout, CancellationToken cancellation) =>
            throw Missing();

        public ValueTask<ProbeOutcome> TcpConnectAsync(
            string host, int port, TimeSpan timeout, CancellationToken cancellation) => throw Missing();

        public ValueTask<string> ProjectAsync(
            Pod pod, string volume, ValueList<VolumeFile> files, CancellationToken cancellation) => throw Missing();

        public ValueTask<string> EmptyDirAsync(Pod pod, string volume, CancellationToken cancellation) =>
            throw Missing();

        public ValueTask<string?> CheckHostPathAsync(HostPathVolumeSource source, CancellationToken cancellation) =>
            throw Missing();

        private static InvariantException Missing() =>
            new("a node whose runtime runs programs was given no prober or volume host");
    }
}
