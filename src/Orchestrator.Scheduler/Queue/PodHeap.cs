namespace Orchestrator.Scheduler.Queue;

/// <summary>A binary heap that knows where each Pod lies, so that one from the middle is removed in O(log n).</summary>
internal sealed class PodHeap(Comparison<QueuedPodInfo> order)
{
    private readonly List<QueuedPodInfo> _items = [];

    public int Count => _items.Count;

    public QueuedPodInfo? Peek() => _items.Count > 0 ? _items[0] : null;

    public void Push(QueuedPodInfo pod)
    {
        pod.Index = _items.Count;
        _items.Add(pod);
        Up(pod.Index);
    }

    public QueuedPodInfo Pop()
    {
        var top = _items[0];
        Remove(top);
        return top;
    }

    public void Remove(QueuedPodInfo pod)
    {
        var index = pod.Index;
        var last = _items.Count - 1;
        if (index != last)
            Place(_items[last], index);
        _items.RemoveAt(last);
        pod.Index = -1;
        if (index == last)
            return;
        Up(index);
        Down(index);
    }

    private void Up(int index)
    {
        while (index > 0 && order(_items[index], _items[(index - 1) / 2]) < 0)
        {
            Swap(index, (index - 1) / 2);
            index = (index - 1) / 2;
        }
    }

    private void Down(int index)
    {
        while (2 * index + 1 < _items.Count)
        {
            var child = 2 * index + 1;
            if (child + 1 < _items.Count && order(_items[child + 1], _items[child]) < 0)
                child++;
            if (order(_items[child], _items[index]) >= 0)
                return;
            Swap(index, child);
            index = child;
        }
    }

    private void Swap(int left, int right)
    {
        var moved = _items[left];
        Place(_items[right], left);
        Place(moved, right);
    }

    private void Place(QueuedPodInfo pod, int index)
    {
        _items[index] = pod;
        pod.Index = index;
    }
}
