using Orchestrator.Controllers;
using Orchestrator.Network.Proxy;
using Orchestrator.Node.Kubelet;
using Orchestrator.Scheduler;
using Orchestrator.Simulation.Checks;
using Orchestrator.Store.Simulation;

namespace Orchestrator.Simulation.Cluster;

/// <summary>The real components of a cluster over the simulated driver, disk and network.</summary>
/// <remarks>The control plane is one process: it dies whole, and its successor has only the disk. Nodes, the proxy and
/// what is elected are processes of their own.</remarks>
internal sealed class SimulatedCluster
{
    private readonly InProcessNodeConnector _connector = new();
    private readonly List<ServerSlot> _servers = [];
    private readonly List<Link> _links = [];

    public SimulatedCluster(SimulatedActorSystem system, SimulationOptions options)
    {
        System = system;
        Shape = ShapeOf(system, options);
        var leaderships = new LeadershipLedger(Verdicts) { IsElected = IsElected };
        Chronicle = new Chronicle(leaderships, Verdicts) { IsShared = IsShared };
        Answers = new AnswerLedger(Chronicle, Verdicts);
        Ledger = new StoreLedger(Chronicle, leaderships, Verdicts, system.Clock);
        Disk = new SimulatedDisk(system.Fork("disk"), system.Time);
        Controllers = new ControllerManagerOptions { RootCa = "ca", OnFailure = JudgeFailure };
        ControlPlanes = NewControlPlanes();
        _servers.AddRange(ControlPlanes.Select(plane => plane.Server));
        if (!IsElected)
        {
            Components = (Connect(UserIdentity.ControllerManager, "controllers"),
                Connect(UserIdentity.Scheduler, "scheduler"));
        }
        system.Stepped += _ => Verdicts.Check();
        foreach (var plane in ControlPlanes)
            plane.Start();
        StartComponents();
        var proxy = StartProxy(options.Nodes);
        Nodes = [.. Enumerable.Range(0, options.Nodes).Select(i => NewNode(i, proxy))];
        foreach (var node in Nodes)
            node.Start();
        User = Connect(UserIdentity.Of("admin", UserIdentity.MastersGroup), "user");
        var mirror = SharedInformers.Spawn(system, "mirror", Connect(UserIdentity.ControllerManager, "mirror"));
        Mirrors = [.. WatchObserver.Kinds.Select(kind => mirror.For(kind))];
        Watches = [.. WatchObserver.Kinds.Select(Observe)];
    }

    public SimulatedActorSystem System { get; }

    public SimulationShape Shape { get; }

    public ControllerManagerOptions Controllers { get; }

    /// <summary>Null where nobody is elected.</summary>
    public Candidates? Candidates { get; private set; }

    public Verdicts Verdicts { get; } = new();

    public Chronicle Chronicle { get; }

    public AnswerLedger Answers { get; }

    public StoreLedger Ledger { get; }

    public SimulatedDisk Disk { get; }

    public RecordingDataplane Dataplane { get; } = new();

    public IReadOnlyList<SimulatedNode> Nodes { get; }

    public IApiClient User { get; }

    /// <summary>Caches that nobody but the checks reads.</summary>
    public IReadOnlyList<Informer> Mirrors { get; }

    public IReadOnlyList<WatchLedger> Watches { get; }

    public IReadOnlyList<Link> Links => _links;

    public IReadOnlyList<ControlPlaneProcess> ControlPlanes { get; }

    /// <summary>The API as controllers and scheduler have it where nobody elects them.</summary>
    public (IApiClient Manager, IApiClient Scheduler) Components { get; private set; }

    /// <summary>The newest that is shown anywhere.</summary>
    public StoreSnapshot Snapshot => ControlPlanes.Where(plane => plane.IsRunning)
        .Select(plane => plane.Store.Current).MaxBy(snapshot => snapshot.Revision)!;

    private bool IsElected => Shape is SimulationShape.Elected || IsShared;

    private bool IsShared => Shape is SimulationShape.ThreeControlPlanes or SimulationShape.PlacedControlPlanes;

    public static bool HasController(string name) =>
        BuiltInControllers.All.Any(controller => controller.Name == name);

    public IApiClient Connect(UserIdentity identity, string name)
    {
        var link = new Link(name, System.Fork($"link-{name}"));
        _links.Add(link);
        return new Connection(new ServerChoice(_servers, _links.Count), identity, link, System.Time, Answers);
    }

    /// <summary>Holds what was acknowledged, and what the store shows, against what it told.</summary>
    public void CheckBooks()
    {
        // Told and answered on one turn of the store: nobody else has had one between.
        Ledger.Check();
        Answers.Check();
        Verdicts.Check();
    }

    private static SimulationShape ShapeOf(SimulatedActorSystem system, SimulationOptions options) =>
        options.Shape != SimulationShape.BySeed ? options.Shape : system.Fork("shape").Next(20) switch
        {
            0 or 1 or 2 => SimulationShape.RivalScheduler,
            3 or 4 or 5 or 6 or 7 or 8 => SimulationShape.Elected,
            9 => SimulationShape.ThreeControlPlanes,
            10 => SimulationShape.PlacedControlPlanes,
            _ => SimulationShape.OneProcess,
        };

    private List<ControlPlaneProcess> NewControlPlanes()
    {
        if (!IsShared)
            return [new ControlPlaneProcess(this, _connector, runsComponents: !IsElected)];
        var planes = new List<ControlPlaneProcess>();
        for (var i = 1; i <= 3; i++)
            planes.Add(new ControlPlaneProcess(this, _connector, runsComponents: false, i));
        foreach (var plane in planes)
        {
            var link = new Link($"wire of {plane.Address}", System.Fork($"link-{plane.Address}"));
            _links.Add(link);
            plane.Wire = new Wire(planes, link, System.Time);
        }
        if (Shape == SimulationShape.PlacedControlPlanes)
            System.Spawn("placement", () => new Placement(planes));
        return planes;
    }

    private void StartComponents()
    {
        if (IsElected)
            Candidates = new Candidates(this, Controllers);
        if (Shape != SimulationShape.RivalScheduler)
            return;
        var api = Connect(UserIdentity.Scheduler, "rival-scheduler");
        System.Spawn("rival-scheduler", () => new SchedulerTree(api));
    }

    /// <summary>A reconciliation may lose a race, its server or its leadership; anything else is a bug.</summary>
    private void JudgeFailure(string controller, ReconcileFailure failure)
    {
        if (failure.Error is not (StatusException or ApiUnreachableException or OperationCanceledException))
            Verdicts.Violated($"{controller} failed on {failure.Key}: {failure.Error}");
    }

    private SimulatedNode NewNode(int index, IActorRef<ProxyMessage> proxy)
    {
        var name = $"n{index}";
        var api = Connect(UserIdentity.Node(name), name);
        var drain = new EndpointDrain(System, proxy, TimeSpan.FromSeconds(5));
        return new SimulatedNode(this, name, index, api, _links[^1], _connector, drain);
    }

    private IActorRef<ProxyMessage> StartProxy(int nodes)
    {
        var api = Connect(UserIdentity.KubeProxy, "proxy");
        var informers = SharedInformers.Spawn(System, "proxy-informers", api);
        var events = EventRecorder.Spawn(System, "proxy-events", api, "kube-proxy", "n0");
        var local = Enumerable.Range(0, nodes).Select(i => $"n{i}").ToHashSet(StringComparer.Ordinal);
        return System.Spawn(
            "proxy", ProxyActor.Factory(new ProxyOptions { LocalNodes = local }, api, informers, Dataplane, events));
    }

    private WatchLedger Observe(KindDefinition kind)
    {
        var ledger = new WatchLedger(kind, Chronicle, Verdicts);
        var api = Connect(UserIdentity.Of("observer", UserIdentity.MastersGroup), $"observer-{kind.Plural}");
        System.Spawn($"observer-{kind.Plural}", () => new WatchObserver(kind, api, ledger));
        return ledger;
    }
}
