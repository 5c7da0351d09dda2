namespace Orchestrator.Client;

/// <summary>Keys that need work, each at most once, and never in two hands: client-go's workqueue without its
/// threads.</summary>
/// <remarks>
/// A key is <i>dirty</i> from the moment it is added until it is taken, and <i>processing</i> from then until
/// <see cref="Done"/>. A key added while processing waits for Done and is then queued once. Example: Add(a), TryTake →
/// a, Add(a), Add(a), TryTake → nothing, Done(a), TryTake → a. Owned by one actor; holds no more than one entry per key
/// and state.
/// </remarks>
public sealed class WorkQueue<TKey>(TimeProvider time, RetryPacer<TKey>? retries = null)
    where TKey : IEquatable<TKey>
{
    private readonly Queue<TKey> _ready = [];
    private readonly HashSet<TKey> _dirty = [];
    private readonly HashSet<TKey> _processing = [];
    private readonly PriorityQueue<Waiting, (TimeSpan Due, long Order)> _waiting = new();
    private readonly Dictionary<TKey, TimeSpan> _dueOf = [];
    private readonly RetryPacer<TKey> _retries = retries ?? new RetryPacer<TKey>();
    private long _order;

    /// <summary>Keys ready to be taken.</summary>
    public int ReadyCount => _ready.Count;

    public int ProcessingCount => _processing.Count;

    /// <summary>Keys added for later.</summary>
    public int DelayedCount => _dueOf.Count;

    /// <summary>Since a fixed moment, by the clock that nobody sets: a wall clock set back by hours would keep retries
    /// for hours.</summary>
    public TimeSpan Now => time.GetElapsedTime(0);

    /// <summary>When the next delayed key is due, as <see cref="Now"/> counts; null without one. Set a timer and call
    /// <see cref="MoveDue"/>.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            // A key whose date was brought forward leaves its old entry behind.
            while (_waiting.TryPeek(out var first, out _))
            {
                if (_dueOf.TryGetValue(first.Key, out var due) && due == first.Due)
                    return due;
                _waiting.Dequeue();
            }
            return null;
        }
    }

    public void Add(TKey key)
    {
        if (!_dirty.Add(key))
            return;
        if (!_processing.Contains(key))
            _ready.Enqueue(key);
    }

    /// <summary>Adds once the delay has passed; of two dates for one key the earlier holds.</summary>
    public void AddAfter(TKey key, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            Add(key);
            return;
        }
        var due = Now + delay;
        if (_dueOf.TryGetValue(key, out var known) && known <= due)
            return;
        _dueOf[key] = due;
        _waiting.Enqueue(new Waiting(key, due), (due, _order++));
    }

    /// <summary>Adds after the key's next pause: 5 ms, doubled with each failure, at most 1000 s.</summary>
    public void AddRateLimited(TKey key) => AddAfter(key, _retries.Next(key, time.GetUtcNow()));

    /// <summary>How often the key was added rate-limited since it was last forgotten.</summary>
    public int Failures(TKey key) => _retries.Failures(key);

    /// <summary>The key succeeded: its next pause is the shortest again.</summary>
    public void Forget(TKey key) => _retries.Forget(key);

    /// <summary>Makes ready what has become due, earliest first.</summary>
    public void MoveDue()
    {
        var now = Now;
        while (NextDue is { } due && due <= now)
        {
            var key = _waiting.Dequeue().Key;
            _dueOf.Remove(key);
            Add(key);
        }
    }

    public bool TryTake(out TKey key)
    {
        if (!_ready.TryDequeue(out key!))
            return false;
        _processing.Add(key);
        _dirty.Remove(key);
        return true;
    }

    /// <summary>Ends what <see cref="TryTake"/> began; whatever came meanwhile is ready now.</summary>
    public void Done(TKey key)
    {
        if (_processing.Remove(key) && _dirty.Contains(key))
            _ready.Enqueue(key);
    }

    private readonly record struct Waiting(TKey Key, TimeSpan Due);
}
