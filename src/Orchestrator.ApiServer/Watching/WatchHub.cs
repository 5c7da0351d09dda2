using Orchestrator.Actors;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.ApiServer.Writing;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Watching;

/// <summary>Hands the changes of one resource to its watchers; one per resource, beneath the API server.</summary>
/// <remarks>Its watchers end when it does, and take their watch up again from their last revision: it keeps nothing
/// that the
/// store does not have. Invariant: a registered watcher has been offered every change told so far.</remarks>
internal sealed class WatchHub(KindDefinition kind, Registry registry) : Actor<WatchHubMessage>
{
    private readonly WatcherIndex _watchers = new(kind.StoragePrefix, kind.Namespaced);
    private readonly List<Watcher> _touched = [];

    // What was told while a watcher's own past was read from the store reaches it twice; its revision tells.
    public override ValueTask OnMessageAsync(WatchHubMessage message)
    {
        switch (message)
        {
            case ChangesPublished m:
                Publish(m.Changes);
                break;
            case AddWatcher m:
                Add(m.Watcher);
                break;
            case RemoveWatcher m:
                Remove(m.Watcher);
                break;
            case SendBookmarks m:
                foreach (var watcher in _watchers.All)
                    watcher.Bookmark(m.Revision);
                break;
            case ChangesLost m:
                FailBehind(m.Revision);
                break;
            case TimedOut m:
                TimeOut(m.Watcher);
                break;
            default:
                throw new InvariantException($"unexpected {message}");
        }
        return default;
    }

    public override ValueTask OnStopAsync()
    {
        foreach (var watcher in _watchers.All)
            watcher.End();
        return default;
    }

    private void Publish(IReadOnlyList<StoreChange> changes)
    {
        foreach (var change in changes)
            _watchers.Visit(new WatchChange(change), Offer);
        foreach (var watcher in _touched)
            watcher.Flush();
        _touched.Clear();
    }

    private void FailBehind(long revision)
    {
        foreach (var watcher in _watchers.All.Where(watcher => watcher.After < revision).ToArray())
        {
            watcher.Fail(Statuses.Expired($"too old resource version: {watcher.After} ({revision})"));
            Remove(watcher);
        }
    }

    private void Offer(Watcher watcher, WatchChange change)
    {
        var had = watcher.HasPending;
        watcher.Consider(change);
        if (!had && watcher.HasPending)
            _touched.Add(watcher);
    }

    private void Add(Watcher watcher)
    {
        try
        {
            foreach (var change in registry.ChangesAfter(watcher.After, kind.StoragePrefix))
                watcher.Consider(new WatchChange(change));
        }
        catch (CompactedException gone)
        {
            watcher.Fail(Statuses.Expired($"too old resource version: {gone.Revision} ({gone.CompactedRevision})"));
            return;
        }
        watcher.Flush();
        _watchers.Add(watcher);
        if (watcher.Query.Timeout is { } timeout)
            Context.Timers.Once(watcher, timeout, new TimedOut(watcher));
    }

    private void Remove(Watcher watcher)
    {
        if (_watchers.Remove(watcher) && watcher.Query.Timeout is not null)
            Context.Timers.Cancel(watcher);
    }

    private void TimeOut(Watcher watcher)
    {
        _watchers.Remove(watcher);
        watcher.End();
    }

    private sealed record TimedOut(Watcher Watcher) : WatchHubMessage;
}
