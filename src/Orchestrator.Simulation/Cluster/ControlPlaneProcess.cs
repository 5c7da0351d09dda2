using Orchestrator.Controllers;
using Orchestrator.Node.Kubelet;
using Orchestrator.Scheduler;
using Orchestrator.Simulation.Checks;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Simulation;

namespace Orchestrator.Simulation.Cluster;

/// <summary>Store, API server, controllers and scheduler of one process, over a disk that outlives it.</summary>
internal sealed class ControlPlaneProcess(
    SimulatedCluster cluster, ServerSlot server, InProcessNodeConnector connector)
{
    private static readonly TimeSpan StartPause = TimeSpan.FromSeconds(1);
    private static readonly string[] Trees =
        ["/scheduler", "/scheduler-events", "/scheduler-informers", "/controllers", "/apiserver", "/store"];

    private readonly IApiClient _manager = cluster.Connect(UserIdentity.ControllerManager, "controllers");
    private readonly IApiClient _scheduler = cluster.Connect(UserIdentity.Scheduler, "scheduler");
    private IDisposable? _observation;
    private LedgerStore _ledger = null!;

    public StoreHost Store { get; private set; } = null!;

    private SimulatedActorSystem System => cluster.System;

    /// <summary>Runs until the API answers. The disk is well while a process starts.</summary>
    public void Start()
    {
        var (faults, isFull) = (cluster.Disk.Faults, cluster.Disk.IsFull);
        cluster.Disk.Faults = DiskFaults.None;
        cluster.Disk.IsFull = false;
        System.Run(StartAsync);
        (cluster.Disk.Faults, cluster.Disk.IsFull) = (faults, isFull);
    }

    /// <summary>The end of the process: what was not synced is lost, and nobody is told.</summary>
    public void Kill()
    {
        cluster.CheckBooks();
        cluster.Disk.Crash();
        foreach (var tree in Trees)
            System.Kill(tree);
        _observation?.Dispose();
        _ledger.IsDead = true;
        cluster.Ledger.ProcessDied();
        server.End();
    }

    private async ValueTask StartAsync()
    {
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
        var core = await ApiServerCore.StartAsync(ports, new ApiServerOptions { ServiceCidr = "127.96.0.0/24" });
        await core.Bootstrapper.EnsureKubernetesServiceAsync("127.0.0.1", 6443);
        server.Begin(core);
        var options2 = new ControllerManagerOptions { RootCa = "ca", OnFailure = JudgeFailure };
        System.Spawn("controllers", () => new ControllerManager(_manager, options2));
        var informers = SharedInformers.Spawn(System, "scheduler-informers", _scheduler);
        SchedulerActor.Spawn(System, _scheduler, informers);
        await Task.Delay(StartPause, System.Time);
    }

    /// <summary>A reconciliation may lose a race or its server; anything else is a bug.</summary>
    private void JudgeFailure(string controller, ReconcileFailure failure)
    {
        if (failure.Error is not (StatusException or ApiUnreachableException or OperationCanceledException))
            cluster.Verdicts.Violated($"{controller} failed on {failure.Key}: {failure.Error}");
    }
}
