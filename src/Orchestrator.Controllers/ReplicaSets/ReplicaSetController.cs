using Orchestrator.Api;
using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Selectors;
using Orchestrator.Client;
using Orchestrator.Controllers.Ownership;
using Orchestrator.Controllers.Pods;

namespace Orchestrator.Controllers.ReplicaSets;

/// <summary>Keeps the number of live Pods a ReplicaSet owns at <c>spec.replicas</c>.</summary>
/// <remarks>Watches ReplicaSet, Pod by owner, and orphaned Pods by label. Writes Pods, ReplicaSet/status. Level-based:
/// reads what is, not what happened.</remarks>
public sealed class ReplicaSetController : IReconciler
{
    public const string Name = "replicaset-controller";

    private readonly Listers _listers;
    private readonly IApiClient _api;
    private readonly TimeProvider _time;
    private readonly Expectations _expected;
    private readonly PodControl _pods;
    private readonly ControllerRefs _refs;
    private readonly OwnWrites<ReplicaSet> _written = new();

    public ReplicaSetController(Listers listers, IApiClient api, IEventRecorder events, TimeProvider time)
    {
        _listers = listers;
        _api = api;
        _time = time;
        _expected = new Expectations(time);
        _pods = new PodControl(api, events, _expected);
        _refs = new ControllerRefs(api);
        Watches = WatchPlan.For<ReplicaSet>()
            .Owns<Pod>(_expected)
            .Watches<Pod>((change, keys) => Adoption.Wake<ReplicaSet, Pod>(_listers, change, keys))
            .Reads<Pod>(Adoption.Orphans)
            .Reads<ReplicaSet>(ObjectIndex.ControllerUid, Adoption.Selectors);
    }

    public WatchPlan Watches { get; }

    public async ValueTask<Outcome> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (_listers.Find<ReplicaSet>(key) is not { } cached)
        {
            _expected.Forget(key);
            return Outcome.Done;
        }
        var set = _written.Newest(cached);
        // Asked before the Pods are read: an event between the two must not make an old list look new.
        var mayAct = _expected.AreMet(set);
        var active = await ClaimAsync(set, ct);
        Exception? error = null;
        if (mayAct && !set.IsTerminating)
        {
            var plan = ReplicaSetPlan.For(set, active, () => RelatedTo(set), _time.GetUtcNow());
            error = await _pods.ApplyAsync(set, plan, ct);
        }

        // Status before error, so that `kubectl describe` shows the reason; only when it differs, or we would wake
        // ourselves for ever.
        var now = _time.GetUtcNow();
        await WriteStatusAsync(set, ReplicaSetStatuses.Of(set, active, error, now), ct);
        if (error is not null)
            return Outcome.BackOff(error);
        if (ReplicaSetStatuses.NextAvailable(set, active, now) is { } wait)
            return Outcome.After(wait);
        // Should the event never come that would show our writes, the wait for it ends by itself.
        return mayAct ? Outcome.Done : Outcome.After(Expectations.Timeout);
    }

    private async ValueTask<List<Pod>> ClaimAsync(ReplicaSet set, CancellationToken ct)
    {
        var owned = _listers.OwnedBy<Pod>(set).Where(PodPhases.IsActive).ToList();
        var orphans = Adoption.OrphansFor<Pod>(_listers, set.Key.Namespace, set.Spec.Selector)
            .Where(PodPhases.IsActive)
            .ToList();
        return await _refs.ClaimAsync(set, LabelMatcher.Of(set.Spec.Selector), owned, orphans, ct);
    }

    /// <summary>Active Pods of all ReplicaSets under this one's owner: they share its nodes.</summary>
    private IEnumerable<Pod> RelatedTo(ReplicaSet set)
    {
        IReadOnlyList<ReplicaSet> siblings = set.ControllerRef is { } owner
            ? _listers.ByIndex<ReplicaSet>(ObjectIndex.ControllerUid, owner.Uid)
            : [set];
        return siblings.SelectMany(sibling => _listers.OwnedBy<Pod>(sibling)).Where(PodPhases.IsActive);
    }

    private async ValueTask WriteStatusAsync(ReplicaSet set, ReplicaSetStatus status, CancellationToken ct)
    {
        if (status == set.Status)
            return;
        try
        {
            _written.Remember(await _api.UpdateStatusAsync(set with { Status = status }, ct));
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            // Deleted meanwhile; its event wakes us.
        }
    }
}
