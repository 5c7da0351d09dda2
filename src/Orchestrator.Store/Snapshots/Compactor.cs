using Orchestrator.Store.History;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Recovery;

namespace Orchestrator.Store.Snapshots;

/// <summary>Decides when a snapshot is due and what it has to rewrite. Pure but for the history it trims.</summary>
/// <remarks>A snapshot shows the oldest retained revision, not the newest: what lies behind it in the journal is then
/// exactly the window, so that the window survives restarts. A snapshot that failed leaves its keys to the next
/// one.</remarks>
internal sealed class Compactor(RecoveredStore store, int segmentBytes)
{
    // Beyond this many keys it is cheaper to rewrite everything than to remember what changed.
    private const int DirtyKeysMax = 200_000;
    private readonly HashSet<string> _dirty = new(StringComparer.Ordinal);
    private IReadOnlyList<SegmentId> _orphans = store.Orphans;
    private Manifest _written = store.Manifest;
    private Compaction? _due;
    private bool _isAllDirty;
    private long _lastNumber;

    public bool IsWriting { get; private set; }

    /// <summary>Lets go of what has left the window, also while a snapshot is being written.</summary>
    public void Trim(long nowMs)
    {
        if (store.History.Compact(nowMs) is not { } compaction)
            return;
        _due = compaction with { Dropped = [] };
        foreach (var key in compaction.Keys)
            _dirty.Add(key);
        if (_dirty.Count <= DirtyKeysMax)
            return;
        _isAllDirty = true;
        _dirty.Clear();
    }

    /// <summary>The snapshot that is to be written now; null when none is, or when one is on its way.</summary>
    public SnapshotDue? Begin()
    {
        if (IsWriting || _due is null)
            return null;
        IsWriting = true;
        var keys = _isAllDirty ? _written.Segments.Select(segment => segment.FirstKey) : _dirty;
        var plan = SegmentPlan.For(_written.Segments, _due.Tree, keys, NextId, segmentBytes);
        var manifest = new Manifest(_due.Revision, _due.TimeMs, _due.Through, plan.Segments);
        var snapshot = new SnapshotDue(manifest, plan, _orphans, [.. _dirty], _isAllDirty, _due);
        _due = null;
        _isAllDirty = false;
        _dirty.Clear();
        return snapshot;
    }

    public void Written(Manifest manifest)
    {
        _written = manifest;
        store.History.Backlog.Covered(manifest.Through);
        _orphans = [];
        IsWriting = false;
    }

    /// <summary>Some segments may have been written: a later manifest drops them.</summary>
    public void Failed(SnapshotDue snapshot)
    {
        _orphans = [.. _orphans, .. snapshot.Plan.Pieces.Select(piece => piece.Id)];
        _due ??= snapshot.Compaction;
        _isAllDirty |= snapshot.IsAllDirty;
        _dirty.UnionWith(snapshot.Keys);
        IsWriting = false;
    }

    private SegmentId NextId() => new(store.Epoch, ++_lastNumber);
}
