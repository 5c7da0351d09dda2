using Orchestrator.Controllers;
using Orchestrator.Node.Kubelet;
using Orchestrator.Scheduler;
using Orchestrator.Simulation.Checks;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Simulation;

namespace Orchestrator.Simulation.Cluster;

/// <summary>Store and API server of one process, with controllers and scheduler where nobody elects them, over a disk
/// that outlives it.</summary>
/// <param name="cluster">Whose disk and books.</param>
/// <param name="connector">The way to the nodes.</param>
/// <param name="runsComponents">Whether controllers and scheduler run in it.</param>
/// <param name="number">Of several on one journal; null: alone with it.</param>
internal sealed class ControlPlaneProcess(
    SimulatedCluster cluster, InProcessNodeConnector connector, bool runsComponents, int? number = null)
{
    /// <summary>A start that fails ends the process; whoever started it does so again, and in the end mends the
    /// disk.</summary>
    private const int StartsOnABadDisk = 6;

    private static readonly TimeSpan StartPause = TimeSpan.FromSeconds(1);

    private readonly string[] _trees = ["/scheduler", "/controllers", $"/apiserver{number}", $"/store{number}"];
    private readonly List<IActorRef> _components = [];
    private IJournal? _journal;
    private IDisposable? _observation;
    private LedgerStore? _ledger;
    private ApiServerCore? _core;

    public StoreHost Store { get; private set; } = null!;

    public ServerSlot Server { get; } = new();

    /// <summary>Where the others reach it.</summary>
    public string Address => $"plane{number}:6443";

    /// <summary>Of its store and its API server.</summary>
    public IEnumerable<string> Roots => _trees[2..];

    /// <summary>Its store as the cluster sees it, from its start until it ends or leaves.</summary>
    public StoreHost? Member { get; private set; }

    /// <summary>It gets no turn.</summary>
    public bool IsHeld { get; set; }

    /// <summary>It cannot reach its journal.</summary>
    public bool IsCut { get; private set; }

    public bool IsRunning => Server.Core is not null;

    /// <summary>The way to the leader where there are several.</summary>
    public Wire? Wire { get; set; }

    /// <summary>Starts that failed and were made again.</summary>
    public int FailedStarts { get; private set; }

    private SimulatedActorSystem System => cluster.System;

    /// <summary>Runs until the API answers.</summary>
    public void Start()
    {
        if (IsRunning)
            return;
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
        if (number is null)
            cluster.Ledger.CheckNobodyWaits();
        End();
    }

    /// <summary>Whether its journal cannot be reached, until it starts again.</summary>
    public void SetCut(bool isCut)
    {
        IsCut = isCut;
        if (_journal is not null)
            cluster.Disk.Cut(_journal, isCut);
    }

    private void End()
    {
        Member = null;
        IsHeld = IsCut = false;
        if (_journal is not null)
            cluster.Disk.Crash(_journal);
        _journal = null;
        foreach (var tree in _trees)
        {
            if (System.LivePaths.Contains(tree, StringComparer.Ordinal))
                System.Kill(tree);
        }
        _components.Clear();
        _observation?.Dispose();
        if (_ledger is not null)
            _ledger.IsDead = true;
        cluster.Ledger.ProcessDied();
        Server.End();
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
        await StartStoreAsync();
        _ledger = new LedgerStore(Store, cluster.Ledger);
        var ports = new ApiServerPorts(System, _ledger, connector)
        {
            TreeName = $"apiserver{number}",
            Forwarding = Wire is null ? null : new(Wire) { Options = new() { Advertise = Address } },
        };
        _core = await ApiServerCore.StartAsync(ports, new ApiServerOptions { ServiceCidr = "127.96.0.0/24" });
        await _core.Bootstrapper.EnsureKubernetesServiceAsync("127.0.0.1", 6443);
        Server.Begin(_core);
        if (runsComponents)
        {
            var (manager, scheduler) = cluster.Components;
            _components.Add(System.Spawn("controllers", () => new ControllerManager(manager, cluster.Controllers)));
            _components.Add(System.Spawn("scheduler", () => new SchedulerTree(scheduler)));
        }
        await Task.Delay(StartPause, System.Time);
    }

    private async ValueTask StartStoreAsync()
    {
        var options = StoreOptions.Default with
        {
            SegmentBytes = 4096,
            Follow = number is not null,
            Succession = cluster.Shape == SimulationShape.PlacedControlPlanes
                ? Succession.Appointment
                : Succession.Silence,
            Advertise = Address,
        };
        _journal = cluster.Disk.Open();
        Store = StoreHost.Start(
            (name, factory, actor) => System.Spawn($"{name}{number}", factory, actor), _journal, new KindObjectCodec(),
            options);
        Member = Store;
        await Store.ReadyAsync();
        var seen = cluster.Chronicle.Revision;
        var begins = Store.Current.Revision;
        // One that follows may still be behind what the leader has shown; its reads wait for that.
        if (begins < seen && number is null)
            throw new InvariantException($"the store begins at {begins}; {seen} was shown to all");
        _observation = Store.Subscribe(Math.Min(seen, begins), cluster.Chronicle.Observe);
        if (number is null)
            cluster.Chronicle.CheckState(Store.Current);
    }

    private async ValueTask StopAsync()
    {
        Member = null;
        foreach (var component in _components)
            await System.StopAsync(component);
        Server.End();
        await _core!.DisposeAsync();
        await Store.DisposeAsync();
    }
}
