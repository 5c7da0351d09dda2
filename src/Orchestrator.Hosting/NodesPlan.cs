using Orchestrator.Node.Kubelet;

namespace Orchestrator.Hosting;

/// <summary>The nodes that one process is.</summary>
internal sealed record NodesPlan
{
    /// <summary>None: no node, and no proxy either.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    public required NodeRuntime Runtime { get; init; }

    public required DataLayout Data { get; init; }

    /// <summary>What tells the cluster from others: processes of one cluster share this machine's Service
    /// addresses.</summary>
    public required string Cluster { get; init; }

    /// <summary>What becomes of the programs when the nodes stop in order.</summary>
    public bool KeepWorkloads { get; init; }

    /// <inheritdoc cref="OrchestratorOptions.ConnectionDrainTimeout"/>
    public required TimeSpan ConnectionDrainTimeout { get; init; }

    /// <summary>Where this machine is reached by the API server and by other nodes.</summary>
    public string InternalIp { get; init; } = "127.0.0.1";

    /// <summary>Where the API servers of other processes reach these nodes; 0: nowhere.</summary>
    public int KubeletPort { get; init; }

    /// <summary>The proxy has the identity of the first node, which may annotate its own Node and no Service.</summary>
    public bool ProxiesAsNode { get; init; }

    /// <summary>What the kubelet's port answers from.</summary>
    public PodTable Pods { get; init; } = new();
}
