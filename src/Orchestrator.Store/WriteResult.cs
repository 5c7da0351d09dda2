namespace Orchestrator.Store;

/// <summary>How a write ended.</summary>
/// <param name="Succeeded">False: a precondition did not hold and nothing happened.</param>
/// <param name="Revision">The write's revision; for a failed one the revision it was checked at.</param>
/// <param name="Entry">What the key holds now: the written entry, the conflicting one, or null. For a delete, what was
/// deleted.</param>
/// <param name="Fenced">The writer is no longer the leader it says it is: it must stop, not try again.</param>
public sealed record WriteResult(bool Succeeded, long Revision, StoreEntry? Entry, bool Fenced = false);
