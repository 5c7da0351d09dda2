using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client;
using Orchestrator.Controllers.NodeLifecycle;
using Orchestrator.Controllers.Pods;

namespace Orchestrator.Controllers.PodGarbage;

/// <summary>Removes Pods that no kubelet will ever remove: of Nodes that are gone or out of service, deleted before
/// they were bound, and finished ones beyond a number.</summary>
/// <remarks>Watches Pod, and Node by its going. Writes Pod/status and deletes Pods at once.</remarks>
public sealed class PodGarbageCollector(
    Listers listers, IApiClient api, TimeProvider time, int terminatedPodThreshold) : IReconciler
{
    public const string Name = "pod-garbage-collector-controller";

    private const string OutOfService = "node.kubernetes.io/out-of-service";

    /// <summary>A Node missing from the cache may only be late.</summary>
    private static readonly TimeSpan Quarantine = TimeSpan.FromSeconds(40);

    private static readonly PodCondition NodeGone = new()
    {
        Type = PodConditions.DisruptionTarget,
        Status = "True",
        Reason = "DeletionByPodGC",
        Message = "PodGC: node no longer exists",
    };

    private readonly FinishedPods _finished = new(terminatedPodThreshold);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _missing = new(StringComparer.Ordinal);

    public WatchPlan Watches => WatchPlan
        .For<Pod>(change => change.New is { } pod && MayBeGarbage(pod))
        .Watches<Pod>((change, keys) =>
        {
            if (_finished.Observe(change) is { } excess)
                keys.Add(excess);
        })
        .Watches<Node>((change, keys) =>
        {
            if (change.New is { } node && !IsOutOfService(node))
            {
                Forget(node.Key.Name);
                return;
            }
            foreach (var pod in listers.ByIndex<Pod>(ObjectIndex.NodeName, change.Object.Key.Name))
                keys.Add(pod.Key);
        })
        .Reads<Pod>(ObjectIndex.NodeName);

    public async ValueTask<Outcome> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (listers.Find<Pod>(key) is not { } pod)
            return Outcome.Done;
        if (pod.Spec.NodeName is not { Length: > 0 } nodeName)
        {
            if (pod.IsTerminating || _finished.IsExcess(pod))
                await RemoveAsync(pod, null, ct);
            return Outcome.Done;
        }
        if (listers.Find<Node>(new ObjectKey("", nodeName)) is { } node)
        {
            if (_finished.IsExcess(pod) || (pod.IsTerminating && IsOutOfService(node)))
                await RemoveAsync(pod, null, ct);
            return Outcome.Done;
        }
        var rest = MissingSince(nodeName) + Quarantine - time.GetUtcNow();
        if (rest > TimeSpan.Zero)
            return Outcome.After(rest);
        if (await IsThereAsync(nodeName, ct))
            return Outcome.Again;
        await RemoveAsync(pod, NodeGone, ct);
        if (listers.ByIndex<Pod>(ObjectIndex.NodeName, nodeName).Count <= 1)
            Forget(nodeName);
        return Outcome.Done;
    }

    private bool MayBeGarbage(Pod pod)
    {
        if (pod.Spec.NodeName is not { Length: > 0 } nodeName)
            return pod.IsTerminating;
        return listers.Find<Node>(new ObjectKey("", nodeName)) is not { } node
            || (pod.IsTerminating && IsOutOfService(node));
    }

    private static bool IsOutOfService(Node node) =>
        !NodeConditions.IsReady(node) && node.Spec.Taints.Any(taint => taint.Key == OutOfService);

    private async ValueTask<bool> IsThereAsync(string nodeName, CancellationToken ct)
    {
        try
        {
            await api.GetAsync<Node>(new ObjectKey("", nodeName), ct);
            return true;
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            return false;
        }
    }

    /// <summary>Failed first, as no kubelet is left to say so and owners count phases; then gone, without
    /// grace.</summary>
    private async ValueTask RemoveAsync(Pod pod, PodCondition? why, CancellationToken ct)
    {
        try
        {
            if (pod.Status.Phase is not ("Succeeded" or "Failed"))
            {
                var status = pod.Status with { Phase = "Failed" };
                if (why is not null)
                    status = PodConditions.With(status, why, time.GetUtcNow());
                await api.UpdateStatusAsync(pod with { Status = status }, ct);
            }
            var options = new DeleteOptions
            {
                GracePeriodSeconds = 0,
                Preconditions = new Preconditions { Uid = pod.Uid },
            };
            await api.DeleteAsync<Pod>(pod.Key, options, ct);
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            // Gone by itself.
        }
    }

    private DateTimeOffset MissingSince(string node)
    {
        lock (_gate)
        {
            if (!_missing.TryGetValue(node, out var since))
                _missing[node] = since = time.GetUtcNow();
            return since;
        }
    }

    private void Forget(string node)
    {
        lock (_gate)
            _missing.Remove(node);
    }
}
