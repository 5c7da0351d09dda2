using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Snapshots;

/// <summary>A snapshot to be written.</summary>
internal sealed record SnapshotDue(Manifest Manifest, SegmentPlan Plan, IReadOnlyList<SegmentId> Orphans);
