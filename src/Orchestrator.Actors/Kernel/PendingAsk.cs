namespace Orchestrator.Actors.Kernel;

/// <summary>
/// One ask: the reply address, and the race between answer, deadline, caller and the actor's end. The first wins.
/// </summary>
internal sealed class PendingAsk<TReply>(string path, EndNotices? target) : EndNotice, IReply<TReply>
{
    // The continuation must not run inside the answering actor's turn.
    private readonly TaskCompletionSource<TReply> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _timer;
    private CancellationTokenRegistration _cancellation;
    private TimeSpan _deadline;

    public Task<TReply> Answered => _answer.Task;

    public void Arm(TimeProvider time, TimeSpan deadline, CancellationToken cancellation)
    {
        _deadline = deadline;
        if (deadline != Timeout.InfiniteTimeSpan)
            _timer = time.CreateTimer(
                static ask => ((PendingAsk<TReply>)ask!).TimedOut(), this, deadline, Timeout.InfiniteTimeSpan);
        if (cancellation.CanBeCanceled)
            _cancellation = cancellation.UnsafeRegister(
                static (ask, token) => ((PendingAsk<TReply>)ask!).GivenUp(token), this);
        // The answer, or either of these, may have come before its field was set.
        Interlocked.MemoryBarrier();
        if (_answer.Task.IsCompleted)
            Release();
    }

    public void Answer(TReply reply)
    {
        if (_answer.TrySetResult(reply))
            Release();
    }

    public void Fail(Exception error)
    {
        if (_answer.TrySetException(error))
            Release();
    }

    public override void ActorEnded() => Fail(new ActorStoppedException(path));

    private void TimedOut() => Fail(new TimeoutException($"{path} did not answer within {_deadline}"));

    private void GivenUp(CancellationToken token)
    {
        if (_answer.TrySetCanceled(token))
            Release();
    }

    private void Release()
    {
        _timer?.Dispose();
        _cancellation.Unregister();
        target?.Remove(this);
    }
}
