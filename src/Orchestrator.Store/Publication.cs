using Orchestrator.Store.History;
using Orchestrator.Store.Tree;

namespace Orchestrator.Store;

/// <summary>What the store shows to the outside: the newest snapshot and the subscribers. Outlives incarnations of the
/// actor, so that a restart leaves no gap in what subscribers see.</summary>
/// <remarks>Invariant: a subscriber has seen exactly the changes up to its <c>Seen</c>. The lock is held while
/// observers run, which is why they must be quick; it keeps a subscriber's past and its first live batch
/// together.</remarks>
internal sealed class Publication
{
    private readonly Lock _gate = new();
    private readonly List<Subscriber> _subscribers = [];
    private volatile TreeSnapshot? _current;
    private volatile StoreHistory? _history;

    /// <summary>Null until the first start has ended.</summary>
    public TreeSnapshot? Current => _current;

    public StoreHistory? History => _history;

    /// <summary>Shows a new state to readers. Subscribers are told by <see cref="Notify"/>, after the answers have gone
    /// out.</summary>
    public void Show(StoreHistory history)
    {
        var snapshot = new TreeSnapshot(history.Head, history.Revision, history);
        lock (_gate)
        {
            _history = history;
            _current = snapshot;
        }
    }

    /// <summary>Gives subscribers the changes they have not seen yet.</summary>
    public void Notify(IReadOnlyList<StoreChange> changes)
    {
        lock (_gate)
        {
            StoreBatch? shared = null;
            // Backwards: an observer may end its own subscription, or others.
            for (var i = _subscribers.Count - 1; i >= 0; i--)
            {
                if (i >= _subscribers.Count)
                    continue;
                var subscriber = _subscribers[i];
                if (subscriber.Seen >= changes[^1].Revision)
                    continue;
                if (subscriber.Seen < changes[0].Revision)
                    subscriber.Tell(shared ??= new StoreBatch(_current!, changes));
                else
                    subscriber.Tell(new StoreBatch(_current!, [.. changes.Where(c => c.Revision > subscriber.Seen)]));
            }
        }
    }

    /// <summary>Shows what was loaded anew, and tells subscribers what was appended but never told; those whose
    /// revision it does not reach back to are told of the gap.</summary>
    public void Replace(StoreHistory history)
    {
        lock (_gate)
        {
            var before = _history;
            Show(history);
            for (var i = _subscribers.Count - 1; i >= 0; i--)
            {
                if (i >= _subscribers.Count)
                    continue;
                if (_subscribers[i].Seen < history.CompactedRevision)
                    TellGap(_subscribers[i], before!);
                else
                    TellPast(_subscribers[i]);
            }
        }
    }

    public IDisposable Subscribe(long afterRevision, Action<StoreBatch> observer)
    {
        lock (_gate)
        {
            var subscriber = new Subscriber(this, afterRevision, observer);
            TellPast(subscriber);
            _subscribers.Add(subscriber);
            return subscriber;
        }
    }

    private void TellGap(Subscriber subscriber, StoreHistory before)
    {
        // What it has seen lies at its old history's end, or little before: that was never trimmed beyond it.
        var changes = TreeDiff.Between(before.At(subscriber.Seen), _history!.Head, _current!.Revision);
        subscriber.Tell(new StoreBatch(_current, changes) { IsGap = true });
    }

    private void TellPast(Subscriber subscriber)
    {
        var past = _history!.ChangesAfter(subscriber.Seen, "");
        if (past.Count == 0)
            return;
        var revision = past[^1].Revision;
        subscriber.Tell(new StoreBatch(new TreeSnapshot(_history.At(revision), revision, _history), past));
    }

    private sealed class Subscriber(Publication owner, long seen, Action<StoreBatch> observer) : IDisposable
    {
        public long Seen { get; private set; } = seen;

        public void Tell(StoreBatch batch)
        {
            Seen = batch.Snapshot.Revision;
            observer(batch);
        }

        public void Dispose()
        {
            lock (owner._gate)
                owner._subscribers.Remove(this);
        }
    }
}
