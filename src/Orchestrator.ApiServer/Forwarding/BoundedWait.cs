namespace Orchestrator.ApiServer.Forwarding;

/// <summary>One wait: ends when it is told, when its time is over, or when it is cancelled.</summary>
/// <remarks>A source of its own rather than combined tasks, which would finish on a pool thread, out of the driver's
/// sight.</remarks>
internal sealed class BoundedWait : IDisposable
{
    private readonly TaskCompletionSource<bool> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _timer;
    private readonly CancellationTokenRegistration _registration;

    public BoundedWait(TimeSpan longest, TimeProvider time, CancellationToken cancellation)
    {
        var due = longest > TimeSpan.Zero ? longest : TimeSpan.Zero;
        _timer = time.CreateTimer(
            static wait => ((BoundedWait)wait!)._source.TrySetResult(false), this, due, Timeout.InfiniteTimeSpan);
        _registration = cancellation.Register(
            static (wait, token) => ((BoundedWait)wait!)._source.TrySetCanceled(token), this);
    }

    /// <summary>True: told; false: its time is over.</summary>
    public Task<bool> Ended => _source.Task;

    public void End() => _source.TrySetResult(true);

    public void Dispose()
    {
        _timer.Dispose();
        _registration.Dispose();
    }
}
