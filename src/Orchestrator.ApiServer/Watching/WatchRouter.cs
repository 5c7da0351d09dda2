using Orchestrator.Actors;
using Orchestrator.Api.Kinds;
using Orchestrator.ApiServer.Writing;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Watching;

/// <summary>Parts each batch of the store among the hubs beneath it, one hub per watched resource.</summary>
/// <remarks>The store tells it on the store's own turn, so that turn only posts one message. It also says when a
/// bookmark is due, since it alone
/// knows that a revision brought a quiet resource nothing.</remarks>
internal sealed class WatchRouter(IStore store, Registry registry, TimeSpan bookmarkPeriod) : Actor<WatchRouterMessage>
{
    private const string Root = "/registry/";

    private readonly Dictionary<string, Slot> _slots = [];
    private readonly List<Slot> _inOrder = [];
    private IDisposable? _subscription;
    private long _revision;

    public override ValueTask OnStartAsync()
    {
        _revision = store.Current.Revision;
        var self = Self;
        _subscription = store.Subscribe(_revision, batch => self.Tell(new BatchPublished(batch)));
        Context.Timers.Every("bookmarks", bookmarkPeriod, new BookmarksDue());
        return default;
    }

    public override ValueTask OnStopAsync()
    {
        _subscription?.Dispose();
        // A hub that is stopped drops its mailbox, and with it watchers that it never saw: nobody else ends those.
        foreach (var slot in _inOrder)
        {
            foreach (var watcher in slot.Watchers)
                watcher.End();
        }
        return default;
    }

    public override ValueTask OnMessageAsync(WatchRouterMessage message)
    {
        switch (message)
        {
            case BatchPublished m:
                Part(m.Batch);
                break;
            case OpenWatch m:
                Open(SlotOf(m.Watcher.Kind), m.Watcher);
                break;
            case CloseWatch m:
                Close(SlotOf(m.Watcher.Kind), m.Watcher);
                break;
            case BookmarksDue:
                foreach (var slot in _inOrder)
                    slot.Hub.Tell(new SendBookmarks(_revision));
                break;
            default:
                throw new InvariantException($"unexpected {message}");
        }
        return default;
    }

    private static void Open(Slot slot, Watcher watcher)
    {
        slot.Watchers.Add(watcher);
        slot.Hub.Tell(new AddWatcher(watcher));
    }

    private static void Close(Slot slot, Watcher watcher)
    {
        slot.Watchers.Remove(watcher);
        slot.Hub.Tell(new RemoveWatcher(watcher));
    }

    private void Part(StoreBatch batch)
    {
        _revision = batch.Snapshot.Revision;
        if (batch.IsGap)
        {
            foreach (var slot in _inOrder)
                slot.Hub.Tell(new ChangesLost(_revision));
            return;
        }
        var slots = _slots.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var change in batch.Changes)
        {
            var end = change.Key.IndexOf('/', Root.Length);
            if (end > 0 && slots.TryGetValue(change.Key.AsSpan(0, end + 1), out var slot))
                slot.Changes.Add(change);
        }
        foreach (var slot in _inOrder)
        {
            if (slot.Changes.Count == 0)
                continue;
            slot.Hub.Tell(new ChangesPublished(slot.Changes));
            slot.Changes = [];
        }
    }

    private Slot SlotOf(KindDefinition kind)
    {
        if (_slots.TryGetValue(kind.StoragePrefix, out var slot))
            return slot;
        var hub = Context.Spawn<WatchHubMessage>($"watch-{kind.Plural}", () => new WatchHub(kind, registry));
        slot = new Slot(hub);
        _slots.Add(kind.StoragePrefix, slot);
        _inOrder.Add(slot);
        return slot;
    }

    private sealed class Slot(IActorRef<WatchHubMessage> hub)
    {
        public IActorRef<WatchHubMessage> Hub { get; } = hub;

        /// <summary>Given to the hub and not closed by their readers yet.</summary>
        public List<Watcher> Watchers { get; } = [];

        public List<StoreChange> Changes { get; set; } = [];
    }

    private sealed record BookmarksDue : WatchRouterMessage;
}
