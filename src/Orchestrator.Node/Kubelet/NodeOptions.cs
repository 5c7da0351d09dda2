using Orchestrator.Node.Env;
using Orchestrator.Node.Pods;
using Orchestrator.Node.Probes;
using Orchestrator.Node.Volumes;

namespace Orchestrator.Node.Kubelet;

/// <summary>One node: who it is and what it is made of.</summary>
public sealed record NodeOptions
{
    public required string Name { get; init; }

    public required IContainerRuntime Runtime { get; init; }

    public required MachineInfo Machine { get; init; }

    /// <summary>Null where the runtime runs no programs.</summary>
    public IProber? Prober { get; init; }

    /// <summary>Null where the runtime runs no programs.</summary>
    public IVolumeHost? Volumes { get; init; }

    public IEndpointDrain Drain { get; init; } = NoEndpointDrain.Instance;

    /// <summary>Where the Services answer that programs are told of.</summary>
    public IServedPorts Ports { get; init; } = OwnPorts.Instance;

    /// <summary>The longest a Pod's end waits for the proxies to know; see docs/decisions/0072.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The node's InternalIP and its Pods' hostIP.</summary>
    public string InternalIp { get; init; } = "127.0.0.1";

    /// <summary>Where the API server reaches this node's kubelet, at its InternalIP; 0: only within the
    /// process.</summary>
    public int KubeletPort { get; init; }

    /// <summary>Where the node's Pods are shown to the kubelet's port; nodes that share a port share it.</summary>
    public PodTable Pods { get; init; } = new();

    /// <summary>The range the runtime takes Pod addresses from; shown as <c>spec.podCIDR</c>.</summary>
    public string? PodCidr { get; init; }

    /// <summary>Labels beside the well-known ones, such as a zone's.</summary>
    public ValueMap<string> Labels { get; init; }

    public ValueList<Taint> Taints { get; init; }

    /// <summary>Further components of this node, such as its proxy, started as children of <c>/node-NAME</c>.</summary>
    public ValueList<Action<IActorContext<NodeMessage>>> Companions { get; init; }
}
