using Akka.Actor;

namespace Orchestrator.Akka.Remoting;

/// <summary>An answer that is followed while it comes: its call adds to it while there is room, one reader
/// takes.</summary>
/// <remarks>Bounded: a reader who does not come leaves the call without a grant. Invariant: everything is given once,
/// in order, before the end or the failure is.</remarks>
/// <param name="what">Such as <c>watch</c>.</param>
/// <param name="bytesAhead">How much waits for the reader at the most, but for one message.</param>
internal abstract class FollowedSink(string what, long bytesAhead) : AnswerSink
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _waiting;
    private Exception? _failure;
    private bool _isOver;
    private IActorRef _call = ActorRefs.Nobody;

    /// <summary>Fails as the call does that never got so far.</summary>
    public Task Opened => _opened.Task;

    public override bool HasRoom
    {
        get
        {
            lock (Gate)
                return Ahead < bytesAhead;
        }
    }

    /// <summary>Held by whoever adds and whoever takes.</summary>
    protected Lock Gate { get; } = new();

    /// <summary>Bytes that wait for the reader; asked under the gate.</summary>
    protected abstract long Ahead { get; }

    /// <summary>Before the call can have answered.</summary>
    public void Begin(IActorRef call) => Volatile.Write(ref _call, call);

    /// <summary>Whoever waits for it to open does no longer.</summary>
    public void Cancel(CancellationToken asked)
    {
        _opened.TrySetCanceled(asked);
        Leave();
    }

    /// <summary>The reader wants no more.</summary>
    public void Leave() => Volatile.Read(ref _call).Tell(RemoteCall.GiveUp.Instance, ActorRefs.NoSender);

    public override void Complete()
    {
        if (!_opened.Task.IsCompleted)
            throw new FormatException($"the {what} was never opened");
        End(null);
    }

    public override void Fail(Exception error)
    {
        _opened.TrySetException(error);
        End(error);
    }

    protected void Open() => _opened.TrySetResult();

    /// <summary>Something was added, or it is over.</summary>
    protected void Wake()
    {
        TaskCompletionSource? waiting;
        lock (Gate)
        {
            waiting = _waiting;
            _waiting = null;
        }
        waiting?.TrySetResult();
    }

    /// <summary>Waits until there is something to take; false at the end.</summary>
    protected async ValueTask<bool> WaitAsync(CancellationToken cancellation)
    {
        while (true)
        {
            TaskCompletionSource waiting;
            lock (Gate)
            {
                if (Ahead > 0)
                    return true;
                if (_failure is not null)
                    throw Broken(_failure);
                if (_isOver)
                    return false;
                waiting = _waiting ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            await waiting.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The reader has taken something; under the gate.</summary>
    protected void Taken(long bytes)
    {
        if (Ahead < bytesAhead && Ahead + bytes >= bytesAhead)
            Volatile.Read(ref _call).Tell(RemoteCall.MoreWanted.Instance, ActorRefs.NoSender);
    }

    /// <summary>What the reader is told of the failure.</summary>
    protected virtual Exception Broken(Exception failure) => failure;

    private void End(Exception? failure)
    {
        lock (Gate)
        {
            _isOver = true;
            _failure ??= failure;
        }
        Wake();
    }
}
