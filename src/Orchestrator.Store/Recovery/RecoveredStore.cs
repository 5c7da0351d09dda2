using Orchestrator.Store.History;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Snapshots;

namespace Orchestrator.Store.Recovery;

/// <summary>What a start found, as the leader of a new epoch.</summary>
/// <param name="Epoch">The leadership that begins.</param>
/// <param name="History">The state, and the window of changes that is still readable.</param>
/// <param name="Manifest">The snapshot on disk; <see cref="Snapshots.Manifest.Empty"/> where there is none.</param>
/// <param name="Orphans">Segments of a snapshot that was never finished.</param>
internal sealed record RecoveredStore(
    long Epoch, StoreHistory History, Manifest Manifest, IReadOnlyList<SegmentId> Orphans);
