using Orchestrator.Network.Proxy;
using Orchestrator.Node.Kubelet;
using Orchestrator.Node.Runtime;
using Orchestrator.Node.Runtime.Hollow;

namespace Orchestrator.Simulation.Cluster;

/// <summary>A machine: its kubelet may die alone, or with all its containers.</summary>
internal sealed class SimulatedNode(
    SimulatedCluster cluster, string name, int index, IApiClient api, Link link, InProcessNodeConnector connector,
    EndpointDrain drain)
{
    /// <summary>The name of a container that ends by itself after a while.</summary>
    public const string EndsWell = "once";

    /// <summary>The same, with an exit code.</summary>
    public const string EndsBadly = "fails";

    private string Cidr => $"10.64.{index}.0/24";

    public string Name => name;

    public Link Link => link;

    public string Root => $"/node-{name}";

    public bool IsRunning { get; private set; }

    public HollowRuntime Runtime { get; private set; } = null!;

    public void Start()
    {
        if (IsRunning)
            return;
        Runtime ??= NewRuntime();
        connector.Register(name, Runtime);
        NodeHost.Start(cluster.System, api, new NodeOptions
        {
            Name = name,
            Runtime = Runtime,
            Machine = MachineInfo.Hollow(),
            PodCidr = Cidr,
            Drain = drain,
        });
        IsRunning = true;
    }

    /// <summary>The kubelet's process dies; containers run on.</summary>
    public void Kill()
    {
        if (!IsRunning)
            return;
        cluster.Ledger.ProcessDied();
        cluster.System.Kill(Root);
        IsRunning = false;
    }

    /// <summary>The machine loses power; what ran on it is forgotten.</summary>
    public void LosePower()
    {
        Kill();
        Runtime = NewRuntime();
    }

    /// <summary>Every container, by Pod.</summary>
    public IReadOnlyList<RuntimePod> Pods() => cluster.System.Run(async () =>
    {
        var pods = new List<RuntimePod>();
        foreach (var sandbox in await Runtime.ListSandboxesAsync())
        {
            if (await Runtime.GetPodAsync(sandbox.PodUid) is { } pod)
                pods.Add(pod);
        }
        return (IReadOnlyList<RuntimePod>)pods;
    });

    private HollowRuntime NewRuntime() => new(cluster.System.Time, new HollowOptions
    {
        PodCidr = Cidr,
        StartLatency = TimeSpan.FromMilliseconds(300),
        StopLatency = TimeSpan.FromMilliseconds(500),
        // Pods that end by themselves say so in their container's name.
        Life = (_, container) => container.Name switch
        {
            EndsWell => new HollowLife(TimeSpan.FromSeconds(20), 0),
            EndsBadly => new HollowLife(TimeSpan.FromSeconds(10), 1),
            _ => null,
        },
    });
}
