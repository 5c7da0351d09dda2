using Orchestrator.Controllers;
using Orchestrator.Node.Kubelet;
using Orchestrator.Scheduler;
using Orchestrator.Simulation.Checks;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Simulation;

namespace Orchestrator.Simulation.Cluster;

/// <summary>Store and API server of one process, with controllers and scheduler where nobody elects them, over a disk that
/// outlives it.</summary>
internal sealed class ControlPlaneProcess(
    SimulatedCluster cluster, ServerSlot server, InProcessNodeConnector connector, bool runsComponents)
{
    /// <summary>A start that fails ends the process; whoever started it does so again, and in the end mends the
    /// disk.</summary>
    private const int StartsOnABadDisk = 6;

    private static readonly TimeSpan StartPause = TimeSpan.FromSeconds(1);
    private static readonly string[] Trees = ["/scheduler", "/controllers", "/apiserver", "/store"];

    private readonly IApiClient _manager = cluster.Connect(UserIdentity.ControllerManager, "controllers");
    private readonly IApiClient _scheduler = cluster.Connect(UserIdentity.Scheduler, "scheduler");
    private readonly List<IActorRef> _components = [];
    private IDisposable? _observation;
    private LedgerStore? _ledger;
    private ApiServerCore? _core;

    public StoreHost Store { get; private set; } = null!;

    /// <summary>Starts that failed and were made again.</summary>
    public int FailedStarts { get; private set; }

    private SimulatedActorSystem System => cluster.System;

    /// <summary>Runs until the API answers.</summary>
    public void Start()
    {
        for (var attempt = 1; !TryStart(); attempt++)
        {
            FailedStarts++;
            Kill();
            if (attempt < StartsOnABadDisk)
                continue;
            cluster.Disk.Faults = DiskFaults.None;
            cluster.Disk.IsFull = false;
        }
    }

    /// <summary>The end of the process: what was not synced is lost, and nobody is told.</summary>
    public void Kill()
    {
        cluster.CheckBooks();
        End();
    }

    /// <summary>An orderly end: whoever waits is answered first.</summary>
    public void Stop()
    {
        System.Run(StopAsync);
        // Those who were answered get a turn to hear it.
        System.RunFor(TimeSpan.FromSeconds(1));
        cluster.CheckBooks();
        cluster.Ledger.CheckNobodyWaits();
        End();
    }

    private void End()
    {
        cluster.Disk.Crash();
        foreach (var tree in Trees)
        {
            if (System.LivePaths.Contains(tree, StringComparer.Ordinal))
                System.Kill(tree);
        }
        _components.Clear();
        _observation?.Dispose();
        if (_ledger is not null)
            _ledger.IsDead = true;
        cluster.Ledger.ProcessDied();
        server.End();
    }

    private bool TryStart()
    {
        try
        {
            System.Run(StartAsync);
            return true;
        }
        catch (Exception error) when (
            error is JournalException or StatusException or StoreUnavailableException or ApiUnreachableException)
        {
            return false;
        }
    }

    private async ValueTask StartAsync()
    {
        _ledger = null;
        _observation = null;
        var options = StoreOptions.Default with { SegmentBytes = 4096 };
        Store = StoreHost.Start(System, cluster.Disk.Open(), new KindObjectCodec(), options);
        await Store.ReadyAsync();
        var seen = cluster.Chronicle.Revision;
        if (Store.Current.Revision < seen)
            throw new InvariantException($"the store begins at {Store.Current.Revision}; {seen} was shown to all");
        _observation = Store.Subscribe(seen, cluster.Chronicle.Observe);
        cluster.Chronicle.CheckState(Store.Current);
        _ledger = new LedgerStore(Store, cluster.Ledger);
        var ports = new ApiServerPorts(System, _ledger, connector);
        _core = await ApiServerCore.StartAsync(ports, new ApiServerOptions { ServiceCidr = "127.96.0.0/24" });
        await _core.Bootstrapper.EnsureKubernetesServiceAsync("127.0.0.1", 6443);
        server.Begin(_core);
        if (runsComponents)
        {
            _components.Add(System.Spawn("controllers", () => new ControllerManager(_manager, cluster.Controllers)));
            _components.Add(System.Spawn("scheduler", () => new SchedulerTree(_scheduler)));
        }
        await Task.Delay(StartPause, System.Time);
    }

    private async ValueTask StopAsync()
    {
        foreach (var component in _components)
            await System.StopAsync(component);
        server.End();
        await _core!.DisposeAsync();
        await Store.DisposeAsync();
    }
}
