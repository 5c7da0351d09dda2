using Orchestrator.Store.History;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Snapshots;

/// <summary>A snapshot to be written, and what to give back to the <see cref="Compactor"/> when it fails.</summary>
/// <param name="Manifest">What it shows.</param>
/// <param name="Plan">What of it is new.</param>
/// <param name="Orphans">Segments of snapshots that were never finished: dropped with this one's obsolete ones.</param>
/// <param name="Keys">Keys that changed since the last snapshot.</param>
/// <param name="IsAllDirty">Too many to be named.</param>
/// <param name="Compaction">What left the window.</param>
internal sealed record SnapshotDue(
    Manifest Manifest, SegmentPlan Plan, IReadOnlyList<SegmentId> Orphans, IReadOnlyList<string> Keys, bool IsAllDirty,
    Compaction Compaction);
