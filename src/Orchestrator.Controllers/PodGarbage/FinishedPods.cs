using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Client;

namespace Orchestrator.Controllers.PodGarbage;

/// <summary>Finished Pods in the order in which they go: evicted ones first, then the oldest.</summary>
/// <remarks>Fed on the controller's turn, asked by its workers, hence the lock. Each step costs the logarithm of their
/// number.</remarks>
public sealed class FinishedPods(int threshold)
{
    private readonly Lock _gate = new();
    private readonly SortedSet<Entry> _kept = new(Entry.InOrder);
    private readonly Dictionary<ObjectKey, Entry> _entries = [];
    private readonly Dictionary<ObjectKey, string> _doomed = [];

    /// <summary>Takes note of a Pod and gives the key of one that is now too many.</summary>
    public ObjectKey? Observe(ObjectChange<Pod> change)
    {
        lock (_gate)
        {
            var key = change.Object.Key;
            if (_entries.Remove(key, out var old))
                _kept.Remove(old);
            if (change.New is not { Status.Phase: "Succeeded" or "Failed" } pod)
            {
                _doomed.Remove(key);
                return null;
            }
            if (_doomed.TryGetValue(key, out var uid) && uid == pod.Uid)
                return null;
            _doomed.Remove(key);
            var entry = new Entry(
                pod.Status is { Phase: "Failed", Reason: "Evicted" },
                pod.Metadata.CreationTimestamp ?? default,
                key,
                pod.Uid);
            _kept.Add(entry);
            _entries[key] = entry;
            return threshold > 0 && _kept.Count > threshold ? Doom() : null;
        }
    }

    /// <summary>Whether this Pod, by uid, is one of those that go.</summary>
    public bool IsExcess(Pod pod)
    {
        lock (_gate)
            return _doomed.TryGetValue(pod.Key, out var uid) && uid == pod.Uid;
    }

    private ObjectKey Doom()
    {
        var first = _kept.Min!;
        _kept.Remove(first);
        _entries.Remove(first.Key);
        _doomed[first.Key] = first.Uid;
        return first.Key;
    }

    private sealed record Entry(bool Evicted, Time Created, ObjectKey Key, string Uid)
    {
        public static IComparer<Entry> InOrder { get; } = Comparer<Entry>.Create((x, y) =>
        {
            var order = y.Evicted.CompareTo(x.Evicted);
            if (order == 0)
                order = x.Created.CompareTo(y.Created);
            return order != 0 ? order : x.Key.CompareTo(y.Key);
        });
    }
}
