using Orchestrator.Store.Journals;
using Orchestrator.Store.Recovery;
using Orchestrator.Store.Snapshots;

namespace Orchestrator.Store.Roles;

/// <summary>The leader's snapshots: writes one when it is due, one at a time, and ends writes when the journal has
/// grown too far behind the last one.</summary>
/// <remarks>Tells its role how each ended; the role decides what that means for it.</remarks>
internal sealed class LeaderSnapshots(IStoreStage stage, StoreRole role, RecoveredStore store)
{
    private readonly Compactor _compactor = new(store, stage.State.Options.SegmentBytes);
    private string? _error;

    public bool IsWriting => _compactor.IsWriting;

    /// <summary>Writes are refused until a snapshot succeeds.</summary>
    public bool IsBacklogged { get; private set; }

    private StoreState State => stage.State;

    private TimeProvider Time => stage.Context.System.Time;

    /// <summary>Lets go of what has left the window, and begins the snapshot that is due for it.</summary>
    public void Compact()
    {
        _compactor.Trim(Time.GetUtcNow().ToUnixTimeMilliseconds());
        if (_compactor.Begin() is not { } snapshot)
            return;
        var began = Time.GetTimestamp();
        var writer = new SnapshotWriter(State.Journal, stage.Context.System.Work, store.Epoch);
        stage.Context.Pipe(
            writer.WriteAsync(snapshot.Manifest, snapshot.Plan, snapshot.Orphans, stage.Context.Ended),
            manifest => new SnapshotWritten(role, manifest, began),
            error => new SnapshotFailed(role, snapshot, error));
    }

    public void End(SnapshotWritten m)
    {
        State.Metrics.SnapshotWritten(Time.GetElapsedTime(m.Began));
        State.Trouble = _error = null;
        _compactor.Written(m.Manifest);
    }

    /// <summary>The old snapshot and every row behind it are still there; the next period tries again.</summary>
    public void End(SnapshotFailed m)
    {
        _compactor.Failed(m.Snapshot);
        State.Metrics.SnapshotFailed();
        State.Trouble = _error = m.Error.Message;
        if (IsBacklogged)
            BoundBacklog();
    }

    /// <summary>Snapshots that keep failing leave every row in the journal: at a bound writes end, until one
    /// succeeds.</summary>
    public void BoundBacklog()
    {
        var backlog = store.History.Backlog;
        IsBacklogged = backlog.Exceeds(State.Options);
        if (!IsBacklogged)
            return;
        var why = new StoreUnavailableException(
            $"the journal has grown to {backlog.Rows} rows, {backlog.Bytes >> 20} MiB, that no "
            + $"snapshot covers, and takes no more until one can be written: {_error ?? "one is being written"}",
            mayHaveHappened: false);
        State.Refuse(why);
        State.Trouble = why.Message;
    }

    internal sealed record SnapshotWritten(StoreRole Role, Manifest Manifest, long Began) : RoleMessage(Role);

    internal sealed record SnapshotFailed(StoreRole Role, SnapshotDue Snapshot, Exception Error) : RoleMessage(Role);
}
