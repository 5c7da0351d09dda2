namespace Orchestrator.Store.Tree;

/// <summary>What two states differ in. Pure.</summary>
internal static class TreeDiff
{
    /// <summary>One change per key, in key order. A deletion's own revision is not known any more: it gets <paramref
    /// name="revision"/>.</summary>
    public static IReadOnlyList<StoreChange> Between(EntryTree before, EntryTree after, long revision)
    {
        var changes = new List<StoreChange>();
        using var old = before.Between("", null).GetEnumerator();
        using var now = after.Between("", null).GetEnumerator();
        var (hasOld, hasNow) = (old.MoveNext(), now.MoveNext());
        while (hasOld || hasNow)
        {
            var order = !hasOld ? 1 : !hasNow ? -1 : string.CompareOrdinal(old.Current.Key, now.Current.Key);
            var (was, isNow) = (order <= 0 ? old.Current : null, order >= 0 ? now.Current : null);
            if (was?.ModRevision != isNow?.ModRevision)
                changes.Add(new StoreChange(isNow?.ModRevision ?? revision, (isNow ?? was)!.Key, was, isNow));
            if (was is not null)
                hasOld = old.MoveNext();
            if (isNow is not null)
                hasNow = now.MoveNext();
        }
        return changes;
    }
}
