namespace Orchestrator.Store;

/// <summary>Something that happens once and that any number of callers may wait for.</summary>
internal sealed class Signal
{
    private readonly Lock _gate = new();
    private readonly Waiters _waiters;
    private bool _isSet;
    private Exception? _error;

    public Signal() => _waiters = new(_gate);

    public void Set() => Complete(null);

    /// <summary>Waiters get the error, and so does who comes before <see cref="Set"/>.</summary>
    public void Fail(Exception error) => Complete(error);

    public async ValueTask WaitAsync(CancellationToken cancellation)
    {
        TaskCompletionSource waiter;
        lock (_gate)
        {
            if (_isSet)
                return;
            if (_error is not null)
                throw _error;
            waiter = _waiters.Add();
        }
        await _waiters.WaitAsync(waiter, cancellation);
    }

    private void Complete(Exception? error)
    {
        List<TaskCompletionSource> waiters;
        lock (_gate)
        {
            _isSet |= error is null;
            _error = error;
            waiters = _waiters.Take();
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
