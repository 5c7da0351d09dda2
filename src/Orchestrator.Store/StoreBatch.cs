namespace Orchestrator.Store;

/// <summary>The writes of one append, or of a few in a row, and the snapshot after them.</summary>
public sealed record StoreBatch(StoreSnapshot Snapshot, IReadOnlyList<StoreChange> Changes)
{
    /// <summary>What lay between is not known any more: this store slept until the leader had compacted it. <see
    /// cref="Changes"/> are then what the states before and after differ in, one per key and in key order; a watch
    /// cannot go on and ends with 410 Gone.</summary>
    public bool IsGap { get; init; }
}

/// <summary>One write as it happened.</summary>
/// <param name="Revision">Its revision; each write has its own.</param>
/// <param name="Key">The key.</param>
/// <param name="Previous">What the key held before; null for a create.</param>
/// <param name="Current">What it holds after; null for a delete.</param>
public sealed record StoreChange(long Revision, string Key, StoreEntry? Previous, StoreEntry? Current);
