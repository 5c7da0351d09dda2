using Orchestrator.Api;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client;
using Orchestrator.Controllers.Ownership;
using Orchestrator.Controllers.Pods;

namespace Orchestrator.Controllers.NodeLifecycle;

/// <summary>Notices Nodes that fall silent, taints Nodes as their conditions say, and marks the Pods of lost Nodes as
/// not ready.</summary>
/// <remarks>
/// Watches Node, the Leases of kube-node-lease, and Pods that are bound. Writes Node/status, Node and Pod/status. Each
/// Node is looked at when it changes and when its silence would become too long; nothing walks all Nodes while they are
/// well.
/// </remarks>
public sealed class NodeLifecycleController(
    Listers listers, IApiClient api, IEventRecorder events, TimeProvider time, ControllerManagerOptions options)
    : IReconciler
{
    public const string Name = "node-lifecycle-controller";

    /// <summary>The component that events name.</summary>
    public const string Component = "node-controller";

    private readonly NodeHealth _health = new(time);
    private readonly NodeEvictionPacer _pacer = new();
    private readonly OwnWrites<Node> _written = new();

    public WatchPlan Watches => WatchPlan
        .For<Node>(change =>
        {
            _health.Observe(change);
            return true;
        })
        .Watches<Lease>((change, _) => _health.Observe(change))
        .Watches<Pod>((change, keys) =>
        {
            if (change.New?.Spec.NodeName is { Length: > 0 } node && change.Old?.Spec.NodeName != node)
                keys.Add(new ObjectKey("", node));
        })
        .Reads<Pod>(ObjectIndex.NodeName);

    public async ValueTask<Outcome> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (listers.Find<Node>(key) is not { } cached)
        {
            if (_health.Forget(key.Name) is { } uid)
                Say(key.Name, uid, "RemovingNode", $"Removing Node {key.Name} from Controller");
            return Outcome.Done;
        }
        var node = _written.Newest(cached);
        if (_health.IsNew(node))
            Say(key.Name, node.Uid, "RegisteredNode", $"Registered Node {key.Name} in Controller");

        if (SilentAt(node) is var silentAt && silentAt <= _health.Now
            && NodeConditions.Silent(node, time.GetUtcNow()) is var status && status != node.Status)
        {
            // The rest follows when the cache shows this, which wakes us.
            _written.Remember(await api.UpdateStatusAsync(node with { Status = status }, ct));
            return Outcome.Done;
        }
        await TaintAsync(node, ct);
        await MarkPodsAsync(node, ct);
        if (NodeTaints.EvictingKey(node) is not null)
            return Outcome.After(options.NodeMonitorPeriod);
        var rest = silentAt - _health.Now;
        return rest > TimeSpan.Zero ? Outcome.After(rest) : Outcome.Done;
    }

    private TimeSpan SilentAt(Node node)
    {
        var posted = NodeConditions.Find(node, NodeConditions.Ready) is not null;
        return _health.LastHeard(node) + (posted ? options.NodeMonitorGracePeriod : options.NodeStartupGracePeriod);
    }

    /// <summary>Brings taints and labels to what the conditions ask for; the taint that evicts waits for its
    /// turn.</summary>
    private async ValueTask TaintAsync(Node node, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var evicting = NodeTaints.EvictingKey(node);
        var mayEvict = evicting is null
            || _pacer.MayEvict(node, NodeTaints.Evicts(node), Nodes, now);
        var taints = NodeTaints.WithNoExecute(
            NodeTaints.WithNoSchedule(node, now), mayEvict ? evicting : null, now);
        var labels = NodeLabels.WithBeta(node.Metadata.Labels);
        if (taints == node.Spec.Taints && labels == node.Metadata.Labels)
            return;
        var updated = node with
        {
            Spec = node.Spec with { Taints = taints },
            Metadata = node.Metadata with { Labels = labels },
        };
        _written.Remember(await api.UpdateAsync(updated, ct));
    }

    /// <summary>As they are after our own writes: how many are lost decides who may be evicted.</summary>
    private IReadOnlyList<Node> Nodes() => [.. listers.All<Node>().Select(_written.Newest)];

    /// <summary>A Pod on a lost Node still says Ready: nobody is there to say otherwise, and Services would send it
    /// requests.</summary>
    private async ValueTask MarkPodsAsync(Node node, CancellationToken ct)
    {
        if (NodeConditions.Find(node, NodeConditions.Ready) is not { Status: "False" or "Unknown" } ready)
            return;
        // A kubelet that is there but not ready writes its Pods' conditions itself: it is overruled once, not for ever.
        var lost = _health.WasReady(node);
        if (!lost && ready.Status == "False")
            return;
        foreach (var pod in listers.ByIndex<Pod>(ObjectIndex.NodeName, node.Key.Name))
            await MarkPodAsync(pod, ct);
        if (!lost)
            return;
        events.Event(
            ReferenceTo(node.Key.Name, node.Uid), EventTypes.Normal, "NodeNotReady",
            $"Node {node.Key.Name} status is now: NodeNotReady");
        _health.LossHandled(node);
    }

    private async ValueTask MarkPodAsync(Pod pod, CancellationToken ct)
    {
        if (PodConditions.Find(pod, PodConditions.Ready) is not { Status: "True" } ready)
            return;
        var status = PodConditions.With(pod.Status, ready with { Status = "False" }, time.GetUtcNow());
        try
        {
            await api.UpdateStatusAsync(pod with { Status = status }, ct);
            events.Warning(pod, "NodeNotReady", "Node is not ready");
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            // Gone meanwhile.
        }
    }

    private void Say(string name, string uid, string reason, string message) => events.Event(
        ReferenceTo(name, uid), EventTypes.Normal, reason, $"Node {name} event: {message}");

    private static ObjectReference ReferenceTo(string name, string uid) =>
        new() { ApiVersion = "v1", Kind = "Node", Name = name, Uid = uid };
}
