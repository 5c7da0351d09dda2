using Orchestrator.Api;

namespace Orchestrator.Store;

/// <summary>One write with its precondition.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The new object; its resourceVersion is ignored, the write's revision takes its place. Null
/// deletes.</param>
/// <param name="ExpectedRevision">0: the key must not exist; a revision: it must be the key's current one; null:
/// whatever is there.</param>
/// <param name="Fence">A leader's token: the write is refused once another leader holds the Lease.</param>
public sealed record WriteCommand(string Key, KubeObject? Value, long? ExpectedRevision, Fence? Fence = null);
