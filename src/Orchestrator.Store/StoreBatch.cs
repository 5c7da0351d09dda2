namespace Orchestrator.Store;

/// <summary>The writes of one append and the snapshot after them.</summary>
public sealed record StoreBatch(StoreSnapshot Snapshot, IReadOnlyList<StoreChange> Changes);

/// <summary>One write as it happened.</summary>
/// <param name="Revision">Its revision; each write has its own.</param>
/// <param name="Key">The key.</param>
/// <param name="Previous">What the key held before; null for a create.</param>
/// <param name="Current">What it holds after; null for a delete.</param>
public sealed record StoreChange(long Revision, string Key, StoreEntry? Previous, StoreEntry? Current);
