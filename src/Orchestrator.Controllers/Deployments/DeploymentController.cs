using Orchestrator.Api;
using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Selectors;
using Orchestrator.Client;
using Orchestrator.Controllers.Ownership;
using Orchestrator.Controllers.Pods;

namespace Orchestrator.Controllers.Deployments;

/// <summary>Rolls a Deployment's Pods from one template to the next by growing one ReplicaSet and shrinking
/// others.</summary>
/// <remarks>
/// Watches Deployment, ReplicaSet by owner, orphaned ReplicaSets by label, and Pods that go (a Recreate waits for the
/// last). Writes ReplicaSets, and a
/// Deployment's status with its revision. What to do is <see cref="DeploymentPlan"/>; here it is done. Every write
/// carries a resourceVersion.
/// </remarks>
public sealed class DeploymentController : IReconciler
{
    public const string Name = "deployment-controller";

    private readonly Listers _listers;
    private readonly IApiClient _api;
    private readonly IEventRecorder _events;
    private readonly TimeProvider _time;
    private readonly ControllerRefs _refs;
    private readonly OwnWrites<Deployment> _written = new();
    private readonly OwnWrites<ReplicaSet> _writtenSets = new();

    public DeploymentController(Listers listers, IApiClient api, IEventRecorder events, TimeProvider time)
    {
        _listers = listers;
        _api = api;
        _events = events;
        _time = time;
        _refs = new ControllerRefs(api);
        Watches = WatchPlan.For<Deployment>()
            .Owns<ReplicaSet>()
            .Watches<ReplicaSet>((change, keys) => Adoption.Wake<Deployment, ReplicaSet>(_listers, change, keys))
            .Watches<Pod>(WakeRecreate)
            .Reads<ReplicaSet>(Adoption.Orphans)
            .Reads<Deployment>(Adoption.Selectors)
            .Reads<Pod>(ObjectIndex.ControllerUid);
    }

    public WatchPlan Watches { get; }

    public async ValueTask<Outcome> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (_listers.Find<Deployment>(key) is not { } cached)
            return Outcome.Done;
        var deployment = _written.Newest(cached);
        var owned = _listers.OwnedBy<ReplicaSet>(deployment).Select(_writtenSets.Newest).ToList();
        var orphans = Adoption.OrphansFor<ReplicaSet>(_listers, key.Namespace, deployment.Spec.Selector);
        var sets = await _refs.ClaimAsync(
            deployment, LabelMatcher.Of(deployment.Spec.Selector), owned, orphans, ct);
        var plan = DeploymentPlan.For(deployment, sets, HasPods, _time.GetUtcNow());

        if (plan.Create is { } wanted && !await CreateAsync(deployment, wanted, ct))
            return Outcome.Again;
        foreach (var change in plan.Changes)
            await ChangeAsync(deployment, change, ct);
        foreach (var set in plan.Delete)
            await DeleteAsync(set, ct);
        if (!ReferenceEquals(plan.Deployment, deployment))
            await WriteStatusAsync(plan.Deployment, ct);
        return DeploymentProgress.UntilDeadline(plan.Deployment, _time.GetUtcNow()) is { } wait
            ? Outcome.After(wait)
            : Outcome.Done;
    }

    /// <summary>False where the pass has to begin anew: another object has the name, and the next try makes
    /// another.</summary>
    private async ValueTask<bool> CreateAsync(Deployment deployment, ReplicaSet wanted, CancellationToken ct)
    {
        try
        {
            await _api.CreateAsync(wanted, ct);
        }
        catch (StatusException error) when (error.IsAlreadyExists)
        {
            return await IsOursAsync(deployment, wanted, ct) || await CountCollisionAsync(deployment, ct);
        }
        catch (StatusException error) when (error.IsNamespaceTerminating)
        {
            return true;
        }
        catch (StatusException error)
        {
            await ReportFailureAsync(deployment, wanted, error, ct);
            throw;
        }
        if (Rollout.Size(wanted) > 0)
            RecordScaling(deployment, wanted, 0);
        return true;
    }

    /// <summary>The cache does not show the set we created a moment ago.</summary>
    private async ValueTask<bool> IsOursAsync(Deployment deployment, ReplicaSet wanted, CancellationToken ct)
    {
        var found = await _api.GetAsync<ReplicaSet>(wanted.Key, ct);
        return found.IsControlledBy(deployment)
            && PodTemplateHash.AreEqual(found.Spec.Template, deployment.Spec.Template);
    }

    private async ValueTask<bool> CountCollisionAsync(Deployment deployment, CancellationToken ct)
    {
        var count = (deployment.Status.CollisionCount ?? 0) + 1;
        await WriteStatusAsync(
            deployment with { Status = deployment.Status with { CollisionCount = count } }, ct);
        return false;
    }

    private async ValueTask ReportFailureAsync(
        Deployment deployment, ReplicaSet wanted, StatusException error, CancellationToken ct)
    {
        _events.Warning(
            deployment, DeploymentConditions.ReplicaSetCreateError,
            $"Failed to create new replica set \"{wanted.Metadata.Name}\": {error.Message}");
        if (!DeploymentProgress.HasDeadline(deployment))
            return;
        var status = DeploymentConditions.Set(deployment.Status, DeploymentConditions.Of(
            DeploymentConditions.Progressing, "False", DeploymentConditions.ReplicaSetCreateError, error.Message,
            _time.GetUtcNow()));
        if (status != deployment.Status)
            await WriteStatusAsync(deployment with { Status = status }, ct);
    }

    private async ValueTask ChangeAsync(Deployment deployment, ReplicaSetChange change, CancellationToken ct)
    {
        _writtenSets.Remember(await _api.UpdateAsync(change.After, ct));
        var before = Rollout.Size(change.Before);
        if (before != Rollout.Size(change.After))
            RecordScaling(deployment, change.After, before);
    }

    private void RecordScaling(Deployment deployment, ReplicaSet set, int before)
    {
        var size = Rollout.Size(set);
        var direction = size > before ? "up" : "down";
        _events.Normal(
            deployment, "ScalingReplicaSet",
            $"Scaled {direction} replica set {set.Metadata.Name} from {before} to {size}");
    }

    private async ValueTask DeleteAsync(ReplicaSet set, CancellationToken ct)
    {
        try
        {
            var options = new DeleteOptions { Preconditions = new Preconditions { Uid = set.Uid } };
            await _api.DeleteAsync<ReplicaSet>(set.Key, options, ct);
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            // Gone by itself.
        }
    }

    private async ValueTask WriteStatusAsync(Deployment deployment, CancellationToken ct)
    {
        try
        {
            _written.Remember(await _api.UpdateStatusAsync(deployment, ct));
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            // Deleted meanwhile; its event wakes us.
        }
    }

    private bool HasPods(ReplicaSet set) => _listers.OwnedBy<Pod>(set).Any(pod => !PodPhases.IsFinished(pod));

    private void WakeRecreate(ObjectChange<Pod> change, IKeySink keys)
    {
        if (!change.IsDeleted && !PodPhases.IsFinished(change.New!))
            return;
        if (change.Object.ControllerRef is not { Kind: "ReplicaSet" } owner
            || _listers.Find<ReplicaSet>(new ObjectKey(change.Object.Key.Namespace, owner.Name)) is not { } set
            || set.ControllerRef is not { Kind: "Deployment" } above)
        {
            return;
        }
        var key = new ObjectKey(set.Key.Namespace, above.Name);
        if (_listers.Find<Deployment>(key) is { Spec.Strategy.Type: "Recreate" })
            keys.Add(key);
    }
}
