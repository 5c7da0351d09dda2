namespace Orchestrator.Simulation.Cluster;

/// <summary>A process that stands for a Lease and runs its component while it leads.</summary>
/// <param name="cluster">Whose Leases.</param>
/// <param name="name">Of its tree and its link, such as <c>scheduler-a</c>.</param>
/// <param name="lease">Such as <c>kube-scheduler</c>.</param>
/// <param name="identity">Who it is to the API.</param>
/// <param name="isPlaced">It believes to be the one that is to lead: it takes the Lease at once, whoever holds
/// it.</param>
/// <param name="spawn">Starts the component as a child, over the client of one leadership.</param>
internal sealed class Candidate(
    SimulatedCluster cluster, string name, string lease, UserIdentity identity, bool isPlaced,
    Func<IActorContext<LeaderElectorMessage>, IApiClient, IActorRef> spawn)
{
    private readonly IApiClient _api = cluster.Connect(identity, name);
    private IActorRef? _elector;
    private int _lives;

    public string Name => name;

    public string Root => $"/{name}";

    public ObjectKey Lease { get; } = new("kube-system", lease);

    public bool IsRunning { get; private set; }

    /// <summary>Under which it runs its component now, as it believes.</summary>
    public LeaderToken? Leads { get; private set; }

    public SkewedClock Clock { get; } = new(cluster.System.Time);

    private SimulatedActorSystem System => cluster.System;

    public void Start()
    {
        if (IsRunning)
            return;
        var options = new LeaderElectionOptions(Lease, $"{name}_{++_lives}")
        {
            WallClock = Clock,
            TakesOver = isPlaced,
            OnChange = leads => Leads = leads ? Leads : null,
        };
        _elector = System.Spawn(name, () => new LeaderElector(_api, options, Lead));
        IsRunning = true;
    }

    /// <summary>The process dies; its Lease stays held.</summary>
    public void Kill()
    {
        if (!IsRunning)
            return;
        cluster.Ledger.ProcessDied();
        System.Kill(Root);
        (IsRunning, Leads) = (false, null);
    }

    /// <summary>The process ends in order, and gives its Lease up.</summary>
    public void Stop()
    {
        if (!IsRunning)
            return;
        System.Run(() => System.StopAsync(_elector!));
        (IsRunning, Leads) = (false, null);
    }

    private IActorRef Lead(IActorContext<LeaderElectorMessage> context, Leadership leadership)
    {
        Leads = leadership.Token;
        return spawn(context, leadership.Attach(_api));
    }
}
