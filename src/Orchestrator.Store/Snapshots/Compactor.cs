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

    // Rows that changed nothing and that a snapshot may leave in the journal: heartbeats of two minutes.
    private const int QuietRowsMax = 256, QuietRowsPerEpoch = 16;
    private readonly HashSet<string> _dirty = new(store.DirtyKeys, StringComparer.Ordinal);
    private IReadOnlyList<SegmentId> _orphans = store.Orphans;
    private Manifest _written = store.Manifest;
    private bool _isAllDirty = store.IsAllDirty;

    // A follower's window may have moved on beyond its leader's last snapshot.
    private Compaction? _due =
        store.History.CompactedRevision > store.Manifest.Revision ? store.History.WindowStart() : null;

    private long _lastNumber;

    public bool IsWriting { get; private set; }

    /// <summary>Lets go of what has left the window, also while a snapshot is being written.</summary>
    public void Trim(long nowMs)
    {
        if (store.History.Compact(nowMs) is not { } compaction)
        {
            TrimQuietRows();
            return;
        }
        // A window that was kept longer than the last leader's ends before the snapshot begins.
        if (compaction.Through.CompareTo(_written.Through) > 0)
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
        var keys = _isAllDirty ? _written.Segments.Select(segment => segment.FirstKey).Append("") : _dirty;
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

    /// <summary>The state is as it was, only heartbeats came: the same segments under a manifest that reaches
    /// further.</summary>
    private void TrimQuietRows()
    {
        if (IsWriting || _due is not null)
            return;
        var start = store.History.WindowStart();
        var (from, to) = (_written.Through, start.Through);
        var rows = from.Epoch == to.Epoch
            ? to.Sequence - from.Sequence
            : to.Sequence + ((to.Epoch - from.Epoch) * QuietRowsPerEpoch);
        if (rows >= QuietRowsMax)
            _due = start;
    }

    private SegmentId NextId() => new(store.Epoch, ++_lastNumber);
}
