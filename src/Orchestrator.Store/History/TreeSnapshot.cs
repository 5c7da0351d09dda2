using Orchestrator.Store.Tree;

namespace Orchestrator.Store.History;

/// <summary>The store's snapshot: one tree, and the history in which older ones are found.</summary>
internal sealed class TreeSnapshot(EntryTree tree, long revision, StoreHistory history) : StoreSnapshot
{
    public override long Revision => revision;

    public override long CompactedRevision => history.CompactedRevision;

    public override StoreEntry? Get(string key) => tree.Get(key);

    public override IEnumerable<StoreEntry> Range(string prefix, string? after = null) => tree.Range(prefix, after);

    public override int Count(string prefix) => tree.CountPrefix(prefix);

    public override StoreSnapshot At(long older)
    {
        if (older == revision)
            return this;
        if (older < history.CompactedRevision)
            throw new CompactedException(older, history.CompactedRevision);
        return new TreeSnapshot(history.At(older), older, history);
    }
}
