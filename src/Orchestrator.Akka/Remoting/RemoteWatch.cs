using Akka.Actor;
using Orchestrator.Api.Kinds;
using Orchestrator.Client;

namespace Orchestrator.Akka.Remoting;

/// <summary>A watch at another member: its call adds events while there is room, one reader takes them.</summary>
/// <remarks>Bounded: a reader who does not come leaves the call without a grant, and the server's own queue fills, which ends the
/// watch with 410. Invariant: every event is told once, in order, before the end or the failure is.</remarks>
internal sealed class RemoteWatch(KindDefinition kind, RemoteApiOptions options) : AnswerSink, IWatch
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<IWatch> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<WatchEvent> _events = [];
    private long _bytes;
    private TaskCompletionSource? _waiting;
    private Exception? _failure;
    private bool _isOver;
    private IActorRef _call = ActorRefs.Nobody;

    public Task<IWatch> Opened => _opened.Task;

    public override bool HasRoom
    {
        get
        {
            lock (_gate)
                return _bytes < options.WatchBytesAhead;
        }
    }

    /// <summary>Before the call can have answered.</summary>
    public void Begin(IActorRef call) => Volatile.Write(ref _call, call);

    public void Cancel(CancellationToken asked) => _opened.TrySetCanceled(asked);

    public override void Take(AnswerRecord record, ReadOnlySpan<byte> bytes)
    {
        if (record == AnswerRecord.Watching)
        {
            _opened.TrySetResult(this);
            return;
        }
        var told = new WatchEvent(TypeOf(record), kind.ReadJson(bytes));
        TaskCompletionSource? wake;
        lock (_gate)
        {
            _events.Add(told);
            _bytes += bytes.Length;
            wake = TakeWaiting();
        }
        wake?.TrySetResult();
    }

    public override void Complete()
    {
        if (!_opened.Task.IsCompleted)
            throw new FormatException("the watch was never opened");
        End(null);
    }

    public override void Fail(Exception error)
    {
        _opened.TrySetException(error);
        End(error);
    }

    public async ValueTask<IReadOnlyList<WatchEvent>> NextAsync(CancellationToken cancellation = default)
    {
        while (true)
        {
            TaskCompletionSource waiting;
            lock (_gate)
            {
                if (_events.Count > 0)
                    return TakeEvents();
                if (_failure is not null)
                    throw _failure;
                if (_isOver)
                    return [];
                waiting = _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            using var registration = cancellation.UnsafeRegister(
                static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), waiting);
            await waiting.Task.ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync()
    {
        Volatile.Read(ref _call).Tell(RemoteCall.GiveUp.Instance, ActorRefs.NoSender);
        return default;
    }

    private List<WatchEvent> TakeEvents()
    {
        var taken = _events;
        _events = [];
        var wasFull = _bytes >= options.WatchBytesAhead;
        _bytes = 0;
        if (wasFull)
            Volatile.Read(ref _call).Tell(RemoteCall.MoreWanted.Instance, ActorRefs.NoSender);
        return taken;
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

    private static WatchEventType TypeOf(AnswerRecord record) => record switch
    {
        AnswerRecord.Added => WatchEventType.Added,
        AnswerRecord.Modified => WatchEventType.Modified,
        AnswerRecord.Deleted => WatchEventType.Deleted,
        AnswerRecord.Bookmark => WatchEventType.Bookmark,
        _ => throw Unexpected(record),
    };
}
