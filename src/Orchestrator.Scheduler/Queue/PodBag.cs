namespace Orchestrator.Scheduler.Queue;

/// <summary>Pods in no order that matters, each removed in O(1); walked backwards, so that the one at hand may
/// leave.</summary>
internal sealed class PodBag
{
    private readonly List<QueuedPodInfo> _items = [];

    public int Count => _items.Count;

    public QueuedPodInfo this[int index] => _items[index];

    public void Add(QueuedPodInfo pod)
    {
        pod.Index = _items.Count;
        _items.Add(pod);
    }

    public void Remove(QueuedPodInfo pod)
    {
        var last = _items[^1];
        _items[pod.Index] = last;
        last.Index = pod.Index;
        _items.RemoveAt(_items.Count - 1);
        pod.Index = -1;
    }
}
