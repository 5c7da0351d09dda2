using Orchestrator.Store.Journals;
using Orchestrator.Store.Tree;

namespace Orchestrator.Store.History;

/// <summary>What left the window: the state that is the oldest now, and the changes in front of it.</summary>
internal sealed record Compaction(
    EntryTree Tree, long Revision, JournalPosition Through, long TimeMs, IReadOnlyList<HistoryChunk> Dropped)
{
    /// <summary>Keys that changed in what was dropped; some of them more than once.</summary>
    public IEnumerable<string> Keys
    {
        get
        {
            foreach (var chunk in Dropped)
            {
                for (var i = 0; i < chunk.Count; i++)
                    yield return chunk.Changes.Span[i].Key;
            }
        }
    }
}
