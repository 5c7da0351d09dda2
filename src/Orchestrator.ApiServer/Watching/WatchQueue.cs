using Orchestrator.Api.Errors;

namespace Orchestrator.ApiServer.Watching;

/// <summary>The bounded queue between a hub and one watcher: one side adds, the other takes all there is.</summary>
/// <remarks>Never waits on the adding side. Past its bound it drops what it holds and fails with 410: the watcher
/// lists again.</remarks>
internal sealed class WatchQueue(int itemsMax)
{
    private readonly Lock _gate = new();
    private List<WatchItem> _items = [];
    private TaskCompletionSource? _waiting;
    private StatusException? _failure;
    private bool _ended;

    public void Add(List<WatchItem> items)
    {
        TaskCompletionSource? wake;
        lock (_gate)
        {
            if (_ended)
                return;
            if (_items.Count + items.Count > itemsMax)
                Close(Statuses.Expired("this watch has fallen behind: list again"));
            else
                _items.AddRange(items);
            wake = TakeWaiting();
        }
        wake?.TrySetResult();
    }

    /// <summary>No more is added; what is queued is still delivered, then the failure or the end.</summary>
    public void End(StatusException? failure)
    {
        TaskCompletionSource? wake;
        lock (_gate)
        {
            if (_ended)
                return;
            _ended = true;
            _failure = failure;
            wake = TakeWaiting();
        }
        wake?.TrySetResult();
    }

    /// <summary>All that is queued, waiting for at least one item; empty at the end.</summary>
    /// <exception cref="StatusException">410: the watch cannot go on.</exception>
    public async ValueTask<IReadOnlyList<WatchItem>> TakeAsync(CancellationToken cancellation)
    {
        while (true)
        {
            TaskCompletionSource waiting;
            lock (_gate)
            {
                if (_items.Count > 0)
                    return Swap();
                if (_failure is not null)
                    throw _failure;
                if (_ended)
                    return [];
                waiting = _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            using var registration = cancellation.UnsafeRegister(
                static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), waiting);
            await waiting.Task;
        }
    }

    private void Close(StatusException failure)
    {
        _ended = true;
        _failure = failure;
        _items = [];
    }

    private List<WatchItem> Swap()
    {
        var taken = _items;
        _items = [];
        return taken;
    }

    private TaskCompletionSource? TakeWaiting()
    {
        var waiting = _waiting;
        _waiting = null;
        return waiting;
    }
}
