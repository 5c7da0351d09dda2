namespace Orchestrator.Store;

/// <summary>Callers that wait for their owner to say something.</summary>
/// <remarks>Each has a source of its own: combining tasks would finish on a pool thread, out of the driver's sight.
/// Whom its owner takes out, it completes.</remarks>
/// <param name="gate">The owner's lock.</param>
internal sealed class Waiters(Lock gate)
{
    private readonly List<TaskCompletionSource> _all = [];

    /// <summary>Under the gate.</summary>
    public TaskCompletionSource Add()
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _all.Add(waiter);
        return waiter;
    }

    /// <summary>Everybody, who then waits here no longer; under the gate.</summary>
    public List<TaskCompletionSource> Take()
    {
        var taken = _all.ToList();
        _all.Clear();
        return taken;
    }

    /// <summary>Outside of the gate.</summary>
    public async ValueTask WaitAsync(TaskCompletionSource waiter, CancellationToken cancellation)
    {
        using var registration = cancellation.Register(
            static (source, token) => ((TaskCompletionSource)source!).TrySetCanceled(token), waiter);
        try
        {
            await waiter.Task;
        }
        finally
        {
            lock (gate)
                _all.Remove(waiter);
        }
    }
}
