using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client;
using Orchestrator.Controllers.NodeLifecycle;
using Orchestrator.Controllers.Pods;

namespace Orchestrator.Controllers.TaintEviction;

/// <summary>Deletes Pods from Nodes whose NoExecute taints they do not stand, or no longer stand.</summary>
/// <remarks>Watches Pod, and Node by its NoExecute taints. Writes Pod/status (the reason) and deletes Pods.</remarks>
public sealed class TaintEvictionController(
    Listers listers, IApiClient api, IEventRecorder events, TimeProvider time) : IReconciler
{
    public const string Name = "taint-eviction-controller";

    private readonly Lock _gate = new();

    /// <summary>Pods that would have to leave, since when we know.</summary>
    private readonly Dictionary<ObjectKey, (string Uid, DateTimeOffset Noticed)> _due = [];

    public WatchPlan Watches => WatchPlan
        .For<Pod>(change => change.IsDeleted || change.Old is null
            || change.New!.Spec.NodeName != change.Old.Spec.NodeName
            || change.New.Spec.Tolerations != change.Old.Spec.Tolerations)
        .Watches<Node>((change, keys) =>
        {
            if (EvictingTaints(change.Old) == EvictingTaints(change.New))
                return;
            foreach (var pod in listers.ByIndex<Pod>(ObjectIndex.NodeName, change.Object.Key.Name))
                keys.Add(pod.Key);
        })
        .Reads<Pod>(ObjectIndex.NodeName);

    public async ValueTask<Outcome> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        var pod = listers.Find<Pod>(key);
        if (pod is null || pod.IsTerminating || pod.Spec.NodeName is not { Length: > 0 } nodeName)
        {
            Forget(key);
            return Outcome.Done;
        }
        var node = listers.Find<Node>(new ObjectKey("", nodeName));
        if (node is null || TaintEvictionPlan.EvictAt(pod, node, Noticed(pod)) is not { } at)
        {
            if (Forget(key))
                Say(pod, $"Cancelling deletion of Pod {key}");
            return Outcome.Done;
        }
        Remember(pod);
        var rest = at - time.GetUtcNow();
        if (rest > TimeSpan.Zero)
            return Outcome.After(rest);
        await EvictAsync(pod, ct);
        return Outcome.Done;
    }

    private async ValueTask EvictAsync(Pod pod, CancellationToken ct)
    {
        Say(pod, $"Marking for deletion Pod {pod.Key}");
        var status = PodConditions.With(
            pod.Status,
            new PodCondition
            {
                Type = PodConditions.DisruptionTarget,
                Status = "True",
                Reason = "DeletionByTaintManager",
                Message = "Taint manager: deleting due to NoExecute taint",
            },
            time.GetUtcNow());
        try
        {
            if (status != pod.Status)
                await api.UpdateStatusAsync(pod with { Status = status }, ct);
            await api.DeleteAsync<Pod>(
                pod.Key, new DeleteOptions { Preconditions = new Preconditions { Uid = pod.Uid } }, ct);
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            // Gone by itself.
        }
    }

    private DateTimeOffset Noticed(Pod pod)
    {
        lock (_gate)
            return _due.TryGetValue(pod.Key, out var due) && due.Uid == pod.Uid ? due.Noticed : time.GetUtcNow();
    }

    private void Remember(Pod pod)
    {
        lock (_gate)
        {
            if (!_due.TryGetValue(pod.Key, out var due) || due.Uid != pod.Uid)
                _due[pod.Key] = (pod.Uid, time.GetUtcNow());
        }
    }

    private bool Forget(ObjectKey key)
    {
        lock (_gate)
            return _due.Remove(key);
    }

    private void Say(Pod pod, string message) => events.Normal(pod, "TaintManagerEviction", message);

    private static ValueList<Taint> EvictingTaints(Node? node) =>
        node?.Spec.Taints.RemoveAll(taint => taint.Effect != NodeTaints.NoExecute) ?? [];
}
