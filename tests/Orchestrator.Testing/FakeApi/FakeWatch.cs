using Orchestrator.Api;
using Orchestrator.Api.Kinds;
using Orchestrator.Client;

namespace Orchestrator.Testing;

/// <summary>One open watch of a <see cref="FakeApi"/>: an endless queue, as tests are small.</summary>
internal sealed class FakeWatch(KindDefinition kind, FakeSelector selector, FakeStore store) : IWatch
{
    private readonly Lock _gate = new();
    private List<WatchEvent> _pending = [];
    private TaskCompletionSource? _news;
    private bool _ended;
    private Exception? _error;

    public void Offer(FakeChange change)
    {
        if (change.Kind.Gvk != kind.Gvk || Translate(change) is not { } found)
            return;
        lock (_gate)
        {
            _pending.Add(found);
            Wake();
        }
    }

    /// <summary>What was held may go out.</summary>
    public void Release()
    {
        lock (_gate)
            Wake();
    }

    public void End(Exception? error)
    {
        lock (_gate)
        {
            _ended = true;
            _error = error;
            Wake();
        }
    }

    public async ValueTask<IReadOnlyList<WatchEvent>> NextAsync(CancellationToken cancellation = default)
    {
        while (true)
        {
            TaskCompletionSource news;
            lock (_gate)
            {
                if (_pending.Count > 0 && !store.IsHeld(kind))
                {
                    var batch = _pending;
                    _pending = [];
                    return batch;
                }
                if (_ended)
                    return _error is null ? [] : throw _error;
                _news ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                news = _news;
            }
            // Not WaitAsync: it would complete on the thread pool, out of the simulator's sight.
            using var registration = cancellation.Register(() => news.TrySetCanceled(cancellation));
            await news.Task;
        }
    }

    public ValueTask DisposeAsync()
    {
        store.Forget(this);
        End(null);
        return default;
    }

    private WatchEvent? Translate(FakeChange change)
    {
        var before = change.Old is not null && selector.Matches(change.Old);
        var after = change.New is not null && selector.Matches(change.New);
        return (before, after) switch
        {
            (false, true) => new WatchEvent(WatchEventType.Added, change.New!),
            (true, true) => new WatchEvent(WatchEventType.Modified, change.New!),
            (true, false) => new WatchEvent(WatchEventType.Deleted, LastState(change)),
            _ => null,
        };
    }

    /// <summary>What a watcher whose selector no longer matches sees: the old state, at the new revision.</summary>
    private static KubeObject LastState(FakeChange change) => change.Old! with
    {
        Metadata = change.Old.Metadata with { ResourceVersion = change.Revision.ToString() },
    };

    private void Wake()
    {
        _news?.TrySetResult();
        _news = null;
    }
}
