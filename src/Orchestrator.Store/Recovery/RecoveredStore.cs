using Orchestrator.Store.History;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Snapshots;

namespace Orchestrator.Store.Recovery;

/// <summary>What the leader of a new epoch begins with.</summary>
/// <param name="Epoch">The leadership that begins.</param>
/// <param name="History">The state, and the window of changes that is still readable.</param>
/// <param name="Manifest">The snapshot on disk; <see cref="Snapshots.Manifest.Empty"/> where there is none.</param>
/// <param name="Orphans">Segments of a snapshot that was never finished.</param>
internal sealed record RecoveredStore(
    long Epoch, StoreHistory History, Manifest Manifest, IReadOnlyList<SegmentId> Orphans)
{
    /// <summary>Keys that changed between the snapshot and the oldest retained state:
    /// none after a cold start.</summary>
    public IReadOnlyList<string> DirtyKeys { get; init; } = [];

    /// <summary>They are too many to be named, or are not known.</summary>
    public bool IsAllDirty { get; init; }
}
