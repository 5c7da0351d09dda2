namespace Orchestrator.Store.Journals;

/// <summary>Wakes those who wait for the next row of a journal; for <see cref="IJournalFollower"/>s.</summary>
/// <remarks>Each waiter has a source of its own: combining tasks would finish on a pool thread, out of the driver's
/// sight.</remarks>
public sealed class AppendSignal
{
    private readonly Lock _gate = new();
    private readonly List<TaskCompletionSource> _waiters = [];
    private JournalPosition _newest;

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
        TaskCompletionSource[] waiters;
        lock (_gate)
        {
            waiters = [.. _waiters];
            _waiters.Clear();
        }
        foreach (var waiter in waiters)
            waiter.TrySetResult();
    }

    public async ValueTask WaitAsync(JournalPosition after, CancellationToken cancellation)
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_newest.CompareTo(after) > 0)
                return;
            _waiters.Add(waiter);
        }
        using var registration = cancellation.Register(
            static (source, token) => ((TaskCompletionSource)source!).TrySetCanceled(token), waiter);
        try
        {
            await waiter.Task;
        }
        finally
        {
            lock (_gate)
                _waiters.Remove(waiter);
        }
    }
}
