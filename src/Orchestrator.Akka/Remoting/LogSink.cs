using Akka.Actor;

namespace Orchestrator.Akka.Remoting;

/// <summary>A log at another member: its call adds bytes while there is room, one reader takes them.</summary>
/// <remarks>Bounded: a reader who does not come leaves the call without a grant, and the node stops reading. Invariant: every byte
/// is given once, in order, before the end or the failure is.</remarks>
internal sealed class LogSink(int bytesAhead) : AnswerSink
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ByteQueue _bytes = new();
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
            lock (_gate)
                return _bytes.Length < bytesAhead;
        }
    }

    public void Begin(IActorRef call) => Volatile.Write(ref _call, call);

    public void Cancel(CancellationToken asked) => _opened.TrySetCanceled(asked);

    public override void Take(AnswerRecord record, ReadOnlySpan<byte> bytes)
    {
        switch (record)
        {
            case AnswerRecord.LogOpen:
                _opened.TrySetResult();
                return;
            case AnswerRecord.LogBytes:
                TaskCompletionSource? wake;
                lock (_gate)
                {
                    _bytes.Add(bytes);
                    wake = TakeWaiting();
                }
                wake?.TrySetResult();
                return;
            default:
                throw Unexpected(record);
        }
    }

    public override void Complete()
    {
        if (!_opened.Task.IsCompleted)
            throw new FormatException("the log was never opened");
        End(null);
    }

    public override void Fail(Exception error)
    {
        _opened.TrySetException(error);
        End(error);
    }

    /// <summary>0: the log has ended.</summary>
    /// <exception cref="IOException">It broke off.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        while (buffer.Length > 0)
        {
            TaskCompletionSource waiting;
            lock (_gate)
            {
                if (_bytes.Length > 0)
                    return TakeBytes(buffer.Span);
                if (_failure is not null)
                    throw new IOException($"the log broke off: {_failure.Message}", _failure);
                if (_isOver)
                    return 0;
                waiting = _waiting ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            await waiting.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        return 0;
    }

    /// <summary>The reader wants no more.</summary>
    public void Leave() => Volatile.Read(ref _call).Tell(RemoteCall.GiveUp.Instance, ActorRefs.NoSender);

    private int TakeBytes(Span<byte> buffer)
    {
        var wasFull = _bytes.Length >= bytesAhead;
        var count = Math.Min(buffer.Length, _bytes.Length);
        _bytes.Span[..count].CopyTo(buffer);
        _bytes.Drop(count);
        if (wasFull && _bytes.Length < bytesAhead)
            Volatile.Read(ref _call).Tell(RemoteCall.MoreWanted.Instance, ActorRefs.NoSender);
        return count;
    }

    private void End(Exception? failure)
    {
        TaskCompletionSource? wake;
        lock (_gate)
        {
            _isOver = true;
            _failure ??= failure;
            wake = TakeWaiting();
        }
        wake?.TrySetResult();
    }

    private TaskCompletionSource? TakeWaiting()
    {
        var waiting = _waiting;
        _waiting = null;
        return waiting;
    }
}
