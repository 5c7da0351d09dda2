using Orchestrator.Store.Journals;
using Orchestrator.Store.Tree;

namespace Orchestrator.Store.History;

/// <summary>A stretch of retained changes and the state in front of them.</summary>
/// <remarks>Append-only: who has read <see cref="Count"/> under the history's lock may read that many items without
/// it.</remarks>
internal sealed class HistoryChunk(EntryTree start, long startRevision, JournalPosition through, long startTimeMs)
{
    private StoreChange[] _changes = new StoreChange[16];

    /// <summary>The state before the first change.</summary>
    public EntryTree Start { get; } = start;

    public long StartRevision { get; } = startRevision;

    /// <summary>The last journal row that <see cref="Start"/> includes; moves on over rows that changed nothing while
    /// there is no first change.</summary>
    public JournalPosition Through { get; set; } = through;

    /// <summary>When <see cref="StartRevision"/> was written.</summary>
    public long StartTimeMs { get; } = startTimeMs;

    /// <summary>When the first change was written: until then <see cref="Start"/> was the newest state.</summary>
    public long FirstTimeMs { get; private set; }

    public int Count { get; private set; }

    public long Bytes { get; private set; }

    public ReadOnlyMemory<StoreChange> Changes => _changes.AsMemory(0, Count);

    public void Add(StoreChange change, long timeMs)
    {
        if (Count == 0)
            FirstTimeMs = timeMs;
        if (Count == _changes.Length)
            Array.Resize(ref _changes, Count * 2);
        _changes[Count++] = change;
        Bytes += change.Current?.Value.Size ?? 0;
    }
}
