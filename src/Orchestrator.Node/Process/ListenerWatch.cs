namespace Orchestrator.Node.Process;

/// <summary>Looks, a while after containers start, whether one of them took a port on every Pod's address.</summary>
/// <remarks>One look serves all containers started since the last; each is looked at three times at most.</remarks>
internal sealed class ListenerWatch : IDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(3);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _looksLeft = new(StringComparer.Ordinal);
    private readonly Func<IReadOnlyList<ProcessContainer>> _containers;
    private readonly Action<ContainerWarned> _warn;
    private readonly Timer _timer;

    public ListenerWatch(Func<IReadOnlyList<ProcessContainer>> containers, Action<ContainerWarned> warn)
    {
        (_containers, _warn) = (containers, warn);
        _timer = new(_ => Look());
    }

    public void Started(ProcessContainer container)
    {
        lock (_gate)
        {
            _looksLeft[container.Record.Id] = 3;
            _timer.Change(Delay, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var due = TakeTurns();
        var sockets = ListeningSockets.OnAllAddresses();
        foreach (var container in _containers())
        {
            var record = container.Record;
            if (!due.Contains(record.Id) || record.FinishedAt is not null || record.Process is not { } process)
                continue;
            foreach (var port in ListeningSockets.HeldBy(process.Pid, sockets).Distinct())
            {
                Forget(record.Id);
                _warn(new(
                    container.PodUid, record.Name, "ListensOnAllAddresses",
                    $"container {record.Name} listens on port {port} of all addresses, which takes that port " +
                    "from every other Pod on this machine: bind the Pod's own address instead " +
                    "(an env entry with fieldRef status.podIP)"));
            }
        }
        lock (_gate)
        {
            if (_looksLeft.Count > 0)
                _timer.Change(Delay, Timeout.InfiniteTimeSpan);
        }
    }

    private HashSet<string> TakeTurns()
    {
        lock (_gate)
        {
            var due = _looksLeft.Keys.ToHashSet(StringComparer.Ordinal);
            foreach (var id in due)
            {
                if (--_looksLeft[id] == 0)
                    _looksLeft.Remove(id);
            }
            return due;
        }
    }

    private void Forget(string id)
    {
        lock (_gate)
            _looksLeft.Remove(id);
    }
}
