using Orchestrator.Actors;
using Orchestrator.Client;
using Orchestrator.Hosting.Clusters;
using Orchestrator.Node.Kubelet;
using Orchestrator.Store;
using Orchestrator.Store.Journals;

namespace Orchestrator.Hosting;

/// <summary>What a control plane stands on, as the process that it is part of has it.</summary>
/// <param name="System">Where its actors run.</param>
/// <param name="Nodes">The way to the nodes of this process.</param>
internal sealed record ControlPlanePorts(IActorSystem System, InProcessNodeConnector Nodes)
{
    /// <summary>Null: what the options name, else a file in the data directory.</summary>
    public Func<CancellationToken, ValueTask<IJournal>>? OpenJournal { get; init; }

    /// <summary>Runs once the store shows what the journal holds, and before the API waits for its keys: somebody has
    /// to be made leader who can write them.</summary>
    public Action<StoreHost> StoreOpened { get; init; } = static _ => { };

    /// <summary>Who decides which of several stores writes.</summary>
    public Succession Succession { get; init; }

    /// <summary>The way to a node of another process, by its name. Null: its kubelet's HTTPS port.</summary>
    public Func<string, INodeConnector?> OtherNodes { get; init; } = static _ => null;

    /// <summary>Where controllers and scheduler are placed. Null: here, or by election where the journal is
    /// shared.</summary>
    public ICluster? Cluster { get; init; }
}
