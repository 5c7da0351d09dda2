using Orchestrator.Api;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Client;

/// <summary>One kind's objects as last heard from the API, and those who want to hear of changes.</summary>
/// <remarks>
/// Fed by one <see cref="Reflector"/>, read by anybody on any thread. It outlives crashes of its reflector: the next
/// list is compared with what is here, so subscribers see each change once, whatever was missed. Instances are the
/// server's own where the server is in this process. Invariant: a change is visible to listers before subscribers hear
/// of it.
/// </remarks>
public sealed class Informer
{
    private readonly Lock _gate = new();
    private readonly ObjectCache _cache = new();
    private readonly List<Subscription> _subscriptions = [];
    private bool _synced;

    internal Informer(KindDefinition kind, InformerScope scope)
    {
        Kind = kind;
        Scope = scope;
    }

    public KindDefinition Kind { get; }

    public InformerScope Scope { get; }

    /// <summary>The first list is in; until then everything looks absent.</summary>
    public bool HasSynced
    {
        get
        {
            lock (_gate)
                return _synced;
        }
    }

    public int Count
    {
        get
        {
            lock (_gate)
                return _cache.Count;
        }
    }

    /// <summary>Adds an index, over what is here and what comes; again is nothing.</summary>
    public Informer WithIndex(ObjectIndex index)
    {
        lock (_gate)
            _cache.AddIndex(index);
        return this;
    }

    /// <summary>Calls <paramref name="observer"/> with everything present once the cache has synced, then with every
    /// change, in order.</summary>
    /// <param name="observer">Called on the feeding actor's turn under a lock: it sends a message and returns; it does
    /// not throw.</param>
    public IDisposable Subscribe(Action<InformerBatch> observer)
    {
        var subscription = new Subscription(this, observer);
        lock (_gate)
        {
            _subscriptions.Add(subscription);
            if (_synced)
                subscription.Notify([.. _cache.All<KubeObject>().Select(value => new ObjectChange(null, value))]);
        }
        return subscription;
    }

    internal KubeObject? Find(ObjectKey key)
    {
        lock (_gate)
            return _cache.Find(key);
    }

    internal List<T> All<T>()
        where T : KubeObject
    {
        lock (_gate)
            return _cache.All<T>();
    }

    internal List<T> InNamespace<T>(string ns)
        where T : KubeObject
    {
        lock (_gate)
            return _cache.InNamespace<T>(ns);
    }

    internal List<T> ByIndex<T>(ObjectIndex index, string value)
        where T : KubeObject
    {
        lock (_gate)
            return _cache.ByIndex<T>(index, value);
    }

    /// <summary>Makes the cache equal a complete list; what differs goes out as changes, deletions first.</summary>
    internal void Replace(IReadOnlyList<KubeObject> items)
    {
        lock (_gate)
        {
            List<ObjectChange> changes = [];
            HashSet<ObjectKey> present = [.. items.Select(item => item.Key)];
            foreach (var old in _cache.All<KubeObject>())
            {
                if (!present.Contains(old.Key))
                    changes.Add(new ObjectChange(_cache.Remove(old.Key), null));
            }
            foreach (var item in items)
                Put(item, changes);
            _synced = true;
            Notify(changes);
        }
    }

    /// <summary>Applies events of a watch, in order.</summary>
    internal void Apply(IReadOnlyList<WatchEvent> events)
    {
        lock (_gate)
        {
            List<ObjectChange> changes = new(events.Count);
            foreach (var (type, value) in events)
            {
                if (type == WatchEventType.Deleted)
                {
                    if (_cache.Remove(value.Key) is not null)
                        changes.Add(new ObjectChange(value, null));
                }
                else if (type != WatchEventType.Bookmark)
                {
                    Put(value, changes);
                }
            }
            if (changes.Count > 0)
                Notify(changes);
        }
    }

    private void Put(KubeObject value, List<ObjectChange> changes)
    {
        var old = _cache.Find(value.Key);
        if (old is not null && old.Uid == value.Uid && old.ResourceVersion == value.ResourceVersion)
            return;
        _cache.Put(value);
        if (old is not null && old.Uid != value.Uid)
        {
            // Deleted and created again while nobody watched: whoever tracks by uid must see the old one go.
            changes.Add(new ObjectChange(old, null));
            old = null;
        }
        changes.Add(new ObjectChange(old, value));
    }

    private void Notify(List<ObjectChange> changes)
    {
        foreach (var subscription in _subscriptions)
            subscription.Notify(changes);
    }

    private void Remove(Subscription subscription)
    {
        lock (_gate)
            _subscriptions.Remove(subscription);
    }

    private sealed class Subscription(Informer informer, Action<InformerBatch> observer) : IDisposable
    {
        private bool _begun;

        public void Notify(IReadOnlyList<ObjectChange> changes)
        {
            // Whoever subscribed before the first list gets it as the initial batch, even when it is empty.
            if (_begun && changes.Count == 0)
                return;
            var initial = !_begun;
            _begun = true;
            observer(new InformerBatch(changes, initial));
        }

        public void Dispose() => informer.Remove(this);
    }
}
