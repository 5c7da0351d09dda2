using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Authorization;

/// <summary>The Pods bound to each node, as the store has them.</summary>
/// <remarks>Built from the store's snapshot and kept by its batches, on the store's turn: a node hears of a Pod only
/// after it is in here. Guarded by its own lock; nothing waits inside.</remarks>
public sealed class PodsByNode : IDisposable
{
    private static readonly string Prefix = ApiKinds.Of<Pod>().StoragePrefix;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedDictionary<ObjectKey, Pod>> _byNode = new(StringComparer.Ordinal);
    private IDisposable? _subscription;

    /// <summary>Takes over what the store holds, and follows it from there.</summary>
    public void Follow(IStore store)
    {
        var snapshot = store.Current;
        lock (_gate)
        {
            foreach (var entry in snapshot.Range(Prefix))
                Add((Pod)entry.Value.Object);
        }
        _subscription = store.Subscribe(snapshot.Revision, Observe);
    }

    /// <summary>Whether a Pod of that key is bound to the node.</summary>
    public bool Contains(string node, ObjectKey pod)
    {
        lock (_gate)
            return _byNode.TryGetValue(node, out var pods) && pods.ContainsKey(pod);
    }

    /// <summary>Whether a Pod of that namespace that is bound to the node passes the test.</summary>
    public bool Any(string node, string ns, Func<Pod, bool> test)
    {
        lock (_gate)
        {
            if (!_byNode.TryGetValue(node, out var pods))
                return false;
            foreach (var (key, pod) in pods)
            {
                if (key.Namespace == ns && test(pod))
                    return true;
            }
            return false;
        }
    }

    public void Dispose() => _subscription?.Dispose();

    private void Observe(StoreBatch batch)
    {
        lock (_gate)
        {
            foreach (var change in batch.Changes)
            {
                if (!change.Key.StartsWith(Prefix, StringComparison.Ordinal))
                    continue;
                var (before, now) = ((Pod?)change.Previous?.Value.Object, (Pod?)change.Current?.Value.Object);
                if (before is not null && before.Spec.NodeName != now?.Spec.NodeName)
                    Remove(before);
                if (now is not null)
                    Add(now);
            }
        }
    }

    private void Add(Pod pod)
    {
        if (pod.Spec.NodeName is not { Length: > 0 } node)
            return;
        if (!_byNode.TryGetValue(node, out var pods))
            _byNode[node] = pods = new SortedDictionary<ObjectKey, Pod>();
        pods[pod.Key] = pod;
    }

    private void Remove(Pod pod)
    {
        if (pod.Spec.NodeName is not { Length: > 0 } node || !_byNode.TryGetValue(node, out var pods))
            return;
        pods.Remove(pod.Key);
        if (pods.Count == 0)
            _byNode.Remove(node);
    }
}
