namespace Orchestrator.Store;

/// <summary>Something that happens once and that any number of callers may wait for.</summary>
/// <remarks>Each waiter has a source of its own: combining tasks would finish on a pool thread, out of the driver's
/// sight.</remarks>
internal sealed class Signal
{
    private readonly Lock _gate = new();
    private readonly List<TaskCompletionSource> _waiters = [];
    private bool _isSet;
    private Exception? _error;

    public void Set() => Complete(null);

    /// <summary>Waiters get the error, and so does who comes before <see cref="Set"/>.</summary>
    public void Fail(Exception error) => Complete(error);

    public async ValueTask WaitAsync(CancellationToken cancellation)
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_isSet)
                return;
            if (_error is not null)
                throw _error;
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

    private void Complete(Exception? error)
    {
        TaskCompletionSource[] waiters;
        lock (_gate)
        {
            _isSet |= error is null;
            _error = error;
            waiters = [.. _waiters];
        }
        foreach (var waiter in waiters)
        {
            if (error is null)
                waiter.TrySetResult();
            else
                waiter.TrySetException(error);
        }
    }
}
