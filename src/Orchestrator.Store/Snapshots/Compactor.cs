using Orchestrator.Store.History;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Recovery;

namespace Orchestrator.Store.Snapshots;

/// <summary>Decides when a snapshot is due and what it has to rewrite. Pure but for the history it trims.</summary>
/// <remarks>A snapshot shows the oldest retained revision, not the newest: what lies behind it in the journal is then exactly
/// the window, so that the window survives restarts. A snapshot that failed leaves its keys to the next one.</remarks>
internal sealed class Compactor(StoreState state, RecoveredStore store)
{
    private readonly HashSet<string> _dirty = new(StringComparer.Ordinal);
    private IReadOnlyList<SegmentId> _orphans = store.Orphans;
    private Manifest _written = store.Manifest;
    private Compaction? _due;
    private long _lastNumber;

    public bool IsWriting { get; private set; }

    /// <summary>Trims the history; gives the snapshot that is to be written now, null when none is.</summary>
    public SnapshotDue? Begin(long nowMs)
    {
        if (store.History.Compact(nowMs) is { } compaction)
        {
            _due = compaction with { Dropped = [] };
            foreach (var key in compaction.Keys)
                _dirty.Add(key);
        }
        if (_due is null)
            return null;
        IsWriting = true;
        var plan = SegmentPlan.For(_written.Segments, _due.Tree, _dirty, NextId, state.Options.SegmentBytes);
        var manifest = new Manifest(_due.Revision, _due.TimeMs, _due.Through, plan.Segments);
        return new SnapshotDue(manifest, plan, _orphans);
    }

    public void Written(Manifest manifest)
    {
        _written = manifest;
        _orphans = [];
        _due = null;
        _dirty.Clear();
        IsWriting = false;
    }

    /// <summary>Some segments may have been written: a later manifest drops them.</summary>
    public void Failed(SnapshotDue snapshot)
    {
        _orphans = [.. _orphans, .. snapshot.Plan.Pieces.Select(piece => piece.Id)];
        IsWriting = false;
    }

    private SegmentId NextId() => new(store.Epoch, ++_lastNumber);
}
