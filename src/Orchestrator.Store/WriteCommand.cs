using Orchestrator.Api;

namespace Orchestrator.Store;

/// <summary>One write with its precondition.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The new object, without resourceVersion; null deletes.</param>
/// <param name="ExpectedRevision">0: the key must not exist; a revision: it must be the key's current one; null: whatever is there.</param>
public sealed record WriteCommand(string Key, KubeObject? Value, long? ExpectedRevision);

/// <summary>How a write ended.</summary>
/// <param name="Succeeded">False: the precondition did not hold and nothing happened.</param>
/// <param name="Revision">The write's revision; for a failed one the revision it was checked at.</param>
/// <param name="Entry">What the key holds now: the written entry, the conflicting one, or null. For a delete, what was deleted.</param>
public sealed record WriteResult(bool Succeeded, long Revision, StoreEntry? Entry);
