using Orchestrator.Store.Journals;
using Orchestrator.Store.Tree;

namespace Orchestrator.Store.History;

/// <summary>The retained window: every change after the oldest revision that can still be read, and the state
/// now.</summary>
/// <remarks>
/// Cut into chunks that begin with a whole (shared) tree, so that an older state is at most one chunk of changes away
/// from a tree. Only whole chunks are dropped: the first one's start is the compacted revision, and what snapshots are
/// made of. One writer, any readers; the lock is held for reference copies only.
/// </remarks>
internal sealed class StoreHistory
{
    private const int ChunkChangesMax = 4096;

    // The window is kept in this many parts, so it is at most a part longer than asked for.
    private const int Parts = 5;
    private readonly Lock _gate = new();
    private readonly StoreOptions _options;
    private readonly List<HistoryChunk> _chunks = [];
    private readonly RecentTrees _recent = new();
    private EntryTree _head;
    private long _revision;
    private JournalPosition _through;
    private long _timeMs;
    private int _changes;
    private long _bytes;

    public StoreHistory(EntryTree tree, long revision, JournalPosition through, long timeMs, StoreOptions options)
    {
        _options = options;
        _head = tree;
        _revision = revision;
        _through = through;
        _timeMs = timeMs;
        _chunks.Add(new HistoryChunk(tree, revision, through, timeMs));
    }

    public EntryTree Head
    {
        get
        {
            lock (_gate)
                return _head;
        }
    }

    public long Revision
    {
        get
        {
            lock (_gate)
                return _revision;
        }
    }

    /// <summary>When the newest change was written; never goes back.</summary>
    public long TimeMs
    {
        get
        {
            lock (_gate)
                return _timeMs;
        }
    }

    /// <summary>The last journal row that is included.</summary>
    public JournalPosition Through
    {
        get
        {
            lock (_gate)
                return _through;
        }
    }

    public long CompactedRevision
    {
        get
        {
            lock (_gate)
                return _chunks[0].StartRevision;
        }
    }

    /// <summary>What no snapshot covers yet. The writer's alone.</summary>
    public JournalBacklog Backlog { get; } = new();

    /// <summary>How many changes are retained.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _changes;
        }
    }

    /// <summary>More is retained than the bounds allow: time to compact.</summary>
    public bool IsOverfull
    {
        get
        {
            lock (_gate)
                return _chunks.Count > 1 && IsBeyondBounds;
        }
    }

    private bool IsBeyondBounds => _changes > _options.HistoryChangesMax || _bytes > _options.HistoryBytesMax;

    /// <summary>Adds one batch, whose changes follow the newest revision.</summary>
    public void Append(IReadOnlyList<StoreChange> changes, EntryTree after, JournalPosition through, long timeMs)
    {
        lock (_gate)
        {
            var chunk = _chunks[^1];
            if (IsFull(chunk, timeMs))
                _chunks.Add(chunk = new HistoryChunk(_head, _revision, _through, _timeMs));
            var bytes = chunk.Bytes;
            for (var i = 0; i < changes.Count; i++)
                chunk.Add(changes[i], timeMs);
            _bytes += chunk.Bytes - bytes;
            Backlog.Add(through, chunk.Bytes - bytes);
            _changes += changes.Count;
            _head = after;
            _revision = changes[^1].Revision;
            _through = through;
            _timeMs = timeMs;
        }
    }

    /// <summary>A row that changed nothing and tells no time: a seal.</summary>
    public void Advance(JournalPosition through)
    {
        lock (_gate)
            AdvanceTo(through);
    }

    /// <summary>A row that changed nothing but says that the leader lives: a heartbeat. It may begin a chunk, so that
    /// what is old leaves the window of a quiet cluster too, and heartbeats with it.</summary>
    public void Advance(JournalPosition through, long timeMs)
    {
        lock (_gate)
        {
            if (IsFull(_chunks[^1], timeMs))
                _chunks.Add(new HistoryChunk(_head, _revision, _through, _timeMs));
            AdvanceTo(through);
        }
    }

    /// <summary>The oldest retained state, with nothing dropped.</summary>
    public Compaction WindowStart()
    {
        lock (_gate)
        {
            var first = _chunks[0];
            return new Compaction(first.Start, first.StartRevision, first.Through, first.StartTimeMs, []);
        }
    }

    /// <summary>Drops what has left the window; null when nothing has.</summary>
    public Compaction? Compact(long nowMs)
    {
        var dropped = new List<HistoryChunk>();
        HistoryChunk first;
        lock (_gate)
        {
            while (_chunks.Count > 1 && HasLeft(_chunks[1], nowMs))
            {
                dropped.Add(_chunks[0]);
                _changes -= _chunks[0].Count;
                _bytes -= _chunks[0].Bytes;
                _chunks.RemoveAt(0);
            }
            first = _chunks[0];
        }
        if (dropped.Count == 0)
            return null;
        _recent.DropBelow(first.StartRevision);
        foreach (var chunk in dropped)
            Weaken(chunk);
        return new Compaction(first.Start, first.StartRevision, first.Through, first.StartTimeMs, dropped);
    }

    /// <summary>Changes after a revision, oldest first.</summary>
    /// <exception cref="CompactedException">The revision is no longer retained.</exception>
    public IReadOnlyList<StoreChange> ChangesAfter(long revision, string prefix)
    {
        var found = new List<StoreChange>();
        foreach (var part in PartsAfter(revision))
        {
            foreach (var change in part.Span)
            {
                if (change.Key.StartsWith(prefix, StringComparison.Ordinal))
                    found.Add(change);
            }
        }
        return found;
    }

    /// <summary>The state at a retained revision.</summary>
    /// <exception cref="CompactedException">The revision is no longer retained.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The revision has not been reached.</exception>
    public EntryTree At(long revision)
    {
        if (_recent.Find(revision) is { } known)
            return known;
        EntryTree start, end;
        ReadOnlyMemory<StoreChange> changes;
        int split;
        lock (_gate)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(revision, _revision);
            if (revision == _revision)
                return _head;
            var index = ChunkOf(revision);
            start = _chunks[index].Start;
            end = index + 1 < _chunks.Count ? _chunks[index + 1].Start : _head;
            changes = _chunks[index].Changes;
            split = CountThrough(changes.Span, revision);
        }
        var tree = split <= changes.Length / 2
            ? Forward(start, changes.Span[..split])
            : Backward(end, changes.Span[split..]);
        _recent.Keep(revision, tree);
        return tree;
    }

    private bool IsFull(HistoryChunk chunk, long timeMs) =>
        chunk.Count > 0
        && (chunk.Count >= Math.Min(ChunkChangesMax, Math.Max(_options.HistoryChangesMax / Parts, 1))
            || chunk.Bytes >= _options.HistoryBytesMax / Parts
            || timeMs - chunk.FirstTimeMs >= (long)_options.HistoryWindow.TotalMilliseconds / Parts);

    private bool HasLeft(HistoryChunk next, long nowMs) =>
        (next.Count > 0 ? next.FirstTimeMs : next.StartTimeMs)
            <= nowMs - (long)_options.HistoryWindow.TotalMilliseconds
        || IsBeyondBounds;

    /// <summary>One row behind: what a snapshot includes is dropped from the journal, and the journal's newest row must
    /// stay, for it says where the next one goes.</summary>
    private void AdvanceTo(JournalPosition through)
    {
        if (_chunks[^1].Count == 0)
            _chunks[^1].Through = _through;
        _through = through;
    }

    private List<ReadOnlyMemory<StoreChange>> PartsAfter(long revision)
    {
        lock (_gate)
        {
            var parts = new List<ReadOnlyMemory<StoreChange>>();
            if (revision >= _revision)
                return parts;
            for (var i = ChunkOf(revision); i < _chunks.Count; i++)
            {
                var changes = _chunks[i].Changes;
                parts.Add(changes[CountThrough(changes.Span, revision)..]);
            }
            return parts;
        }
    }

    /// <summary>The last chunk that begins at or before a revision.</summary>
    private int ChunkOf(long revision)
    {
        if (revision < _chunks[0].StartRevision)
            throw new CompactedException(revision, _chunks[0].StartRevision);
        var index = _chunks.Count - 1;
        while (_chunks[index].StartRevision > revision)
            index--;
        return index;
    }

    private static int CountThrough(ReadOnlySpan<StoreChange> changes, long revision)
    {
        int low = 0, high = changes.Length;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (changes[middle].Revision <= revision)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private static EntryTree Forward(EntryTree start, ReadOnlySpan<StoreChange> changes)
    {
        var editor = start.Edit();
        foreach (var change in changes)
            editor.Put(change.Key, change.Current);
        return editor.Commit();
    }

    private static EntryTree Backward(EntryTree end, ReadOnlySpan<StoreChange> changes)
    {
        var editor = end.Edit();
        for (var i = changes.Length - 1; i >= 0; i--)
            editor.Put(changes[i].Key, changes[i].Previous);
        return editor.Commit();
    }

    /// <summary>Objects that nobody outside holds shrink to their bytes once they are no longer news.</summary>
    private static void Weaken(HistoryChunk chunk)
    {
        foreach (var change in chunk.Changes.Span)
            change.Current?.Value.Weaken();
    }
}
