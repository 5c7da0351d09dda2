using Orchestrator.Api.Coordination.V1;
using Orchestrator.Controllers;
using Orchestrator.Scheduler;

namespace Orchestrator.Simulation.Cluster;

/// <summary>Two controller managers and two schedulers, of which one each leads.</summary>
/// <remarks>In half of the runs the second of each is placed, as a cluster's membership would place it, so that it
/// takes the Lease of one that is alive; and takes it back each time it slept.</remarks>
internal sealed class Candidates
{
    private readonly SimulatedCluster _cluster;
    private readonly bool _isSecondPlaced;

    public Candidates(SimulatedCluster cluster, ControllerManagerOptions controllers)
    {
        _cluster = cluster;
        _isSecondPlaced = cluster.System.Fork("placement").Next(2) == 1;
        All =
        [
            .. Two("controllers", "kube-controller-manager", UserIdentity.ControllerManager, (context, api) =>
                context.Spawn("led", () => new ControllerManager(api, controllers))),
            .. Two("scheduler", "kube-scheduler", UserIdentity.Scheduler, (context, api) =>
                context.Spawn("led", () => new SchedulerTree(api))),
        ];
        foreach (var candidate in All)
            candidate.Start();
    }

    public IReadOnlyList<Candidate> All { get; }

    /// <summary>Of each Lease exactly one holder, who lives and leads by it; says what is not so, or null.</summary>
    public string? Unmet()
    {
        foreach (var lease in All.Select(candidate => candidate.Lease).Distinct())
        {
            var entry = _cluster.Snapshot.Get(ApiKinds.Of<Lease>().StorageKey(lease));
            var leading = All.Where(candidate => candidate.Lease == lease && candidate.Leads is not null).ToList();
            if (leading.Count != 1)
                return $"{leading.Count} lead by {lease}";
            if (!leading[0].Leads!.IsOf(entry?.Value.Object as Lease))
                return $"{leading[0].Name} leads by {lease}, which says {(entry?.Value.Object as Lease)?.Spec}";
        }
        return null;
    }

    private IEnumerable<Candidate> Two(
        string name, string lease, UserIdentity identity,
        Func<IActorContext<LeaderElectorMessage>, IApiClient, IActorRef> spawn) =>
        new[] { "a", "b" }.Select(which => new Candidate(
            _cluster, $"{name}-{which}", lease, identity, which == "b" && _isSecondPlaced, spawn));
}
