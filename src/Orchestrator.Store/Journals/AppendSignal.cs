namespace Orchestrator.Store.Journals;

/// <summary>Wakes those who wait for the next row of a journal; for <see cref="IJournalFollower"/>s.</summary>
public sealed class AppendSignal
{
    private readonly Lock _gate = new();
    private readonly Waiters _waiters;
    private JournalPosition _newest;

    public AppendSignal() => _waiters = new(_gate);

    /// <summary>A row was appended: wakes everybody, and later waits for what lies before it end at once.</summary>
    public void Appended(JournalPosition position)
    {
        lock (_gate)
        {
            if (position.CompareTo(_newest) > 0)
                _newest = position;
        }
        WakeAll();
    }

    /// <summary>Something may have been appended.</summary>
    public void WakeAll()
    {
        List<TaskCompletionSource> waiters;
        lock (_gate)
            waiters = _waiters.Take();
        foreach (var waiter in waiters)
            waiter.TrySetResult();
    }

    public async ValueTask WaitAsync(JournalPosition after, CancellationToken cancellation)
    {
        TaskCompletionSource waiter;
        lock (_gate)
        {
            if (_newest.CompareTo(after) > 0)
                return;
            waiter = _waiters.Add();
        }
        await _waiters.WaitAsync(waiter, cancellation);
    }
}
