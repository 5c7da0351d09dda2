using Orchestrator.Actors;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Recovery;
using Orchestrator.Store.Snapshots;
using Orchestrator.Store.Writes;

namespace Orchestrator.Store.Roles;

/// <summary>The one writer.</summary>
/// <remarks>
/// While an append is in flight, writes gather in the buffer; its end starts the next batch: check in order, number,
/// append, apply, answer, publish. An append that failed in whatever way is looked up in the journal before anything
/// else is written, so a revision is never given twice. Invariant: at most one append in flight; what is shown is on
/// disk. On a shared journal, a leader that has nothing to write appends an empty batch now and then, and learns by that
/// append, if not by an earlier one, that it was sealed.
/// </remarks>
internal sealed class Leading(IStoreStage stage, RecoveredStore store) : StoreRole(stage)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100), LastPause = TimeSpan.FromSeconds(5);
    private readonly PayloadWriter _payload = new();
    private readonly Compactor _compactor = new(store, stage.State.Options.SegmentBytes);
    private readonly Backoff _lookUpPauses =
        new(FirstPause, stage.State.Follows ? stage.State.Options.Heartbeat : LastPause);

    private InFlight? _inFlight;
    private JournalSealedException? _sealed;
    private long _lastAppend;
    private int _lookUpFailures;
    private bool _hasFinalSnapshot;
    private bool _isLeaving, _isSteppingDown;
    private bool _isDoubted;
    private bool _isBacklogged;
    private string? _snapshotError;

    private Publication Publication => State.Publication;

    public override void Begin()
    {
        Publication.Replace(store.History);
        State.Reads.Applied(store.History.Through, store.History.Revision);
        State.Ready.Set();
        State.Trouble = null;
        Context.Timers.Every(typeof(CompactionDue), Options.CompactionPeriod, new CompactionDue(this));
        _lastAppend = Time.GetTimestamp();
        if (State.Follows)
            Context.Timers.Once(typeof(HeartbeatDue), Options.Heartbeat, new HeartbeatDue(this));
        Open();
        if (State.Candidacy.IsLeaving)
            StepDown();
        else
            BeginBatch();
    }

    public override void On(StoreMessage message)
    {
        switch (message)
        {
            case CommandsWaiting or FinishWrites:
                BeginBatch();
                break;
            case CandidacyChanged:
                StepDown();
                break;
            case StepDownDue:
                EndOffice();
                break;
            case Appended:
                EndBatch();
                break;
            case AppendFailed m:
                State.Metrics.AppendFailed();
                State.Trouble = m.Error.Message;
                LookUp(m.Error);
                break;
            case LookedUp m:
                EndLookUp(m);
                break;
            case LookUpFailed m:
                RetryLookUp(m);
                break;
            case LookUpDue m:
                LookUp(m.Error);
                break;
            case HeartbeatDue:
                Beat();
                break;
            case CompactionDue:
                Compact();
                break;
            case SnapshotWritten m:
                State.Metrics.SnapshotWritten(Time.GetElapsedTime(m.Began));
                EndSnapshot(m.Manifest);
                break;
            case SnapshotFailed m:
                EndSnapshot(m);
                break;
            case Left when State.IsFinishing:
                State.Finish();
                break;
            case Left:
                EndOffice();
                break;
            default:
                throw new InvariantException($"unexpected {message}");
        }
    }

    /// <summary>Somebody else's row, or the seal of this epoch: an append will tell the same, and so it is
    /// tried.</summary>
    public override void Newest(JournalRow? row)
    {
        var isOurs = row is not null
            && (row.Position.Epoch < store.Epoch
                || (row.Position.Epoch == store.Epoch && row.Kind != JournalRowKind.Seal));
        if (!isOurs && _inFlight is null && !_isLeaving)
            Append(Empty());
    }

    public override void End()
    {
        _inFlight?.Plan.Fail(new StoreUnavailableException(
            "the store stopped, or stepped down, while the write was on its way", mayHaveHappened: true));
        _inFlight = null;
        Context.Timers.Cancel(typeof(CompactionDue));
        Context.Timers.Cancel(typeof(HeartbeatDue));
        Context.Timers.Cancel(typeof(LookUpDue));
        Context.Timers.Cancel(typeof(StepDownDue));
    }

    private void BeginBatch()
    {
        while (_inFlight is null && !_isLeaving)
        {
            var batch = new List<PendingWrite>();
            State.Buffer.Take(batch, Options.BatchCommandsMax, Options.BatchBytesMax);
            if (batch.Count == 0)
            {
                if (State.IsFinishing || State.Candidacy.IsLeaving)
                    Finish();
                return;
            }
            var plan = Empty();
            foreach (var write in batch)
                plan.Add(write);
            if (plan.Changes.Count == 0)
                plan.Answer();
            else
                Append(plan);
        }
    }

    private BatchPlan Empty() => new(store.History.Head, store.History.Revision);

    private void Finish()
    {
        if (State.Follows)
            Leave();
        else
            FinishAlone();
    }

    /// <summary>The last snapshot, so that the next start replays no more than the window; then done.</summary>
    private void FinishAlone()
    {
        if (!_hasFinalSnapshot)
        {
            _hasFinalSnapshot = true;
            Compact();
        }
        if (!_compactor.IsWriting)
            State.Finish();
    }

    /// <summary>The store has been dismissed: what waits is written, nothing else is taken. A journal that does not
    /// answer is not waited for.</summary>
    private void StepDown()
    {
        if (!State.Candidacy.IsLeaving || _isSteppingDown)
            return;
        _isSteppingDown = true;
        State.Buffer.Close(new NotLeaderException(null));
        State.Leadership.Post(new StoreLeadership(store.Epoch, IsLeader: false, Leader: null));
        if (_lookUpFailures > 0)
        {
            EndOffice();
            return;
        }
        Context.Timers.Once(typeof(StepDownDue), Options.TakeoverAfter, new StepDownDue(this));
        BeginBatch();
    }

    /// <summary>Follows from now on. An append that has not ended may be in the journal or come there yet: it is read
    /// like any other row, or refused by the next leader's seal.</summary>
    private void EndOffice()
    {
        State.Refuse(new NotLeaderException(null));
        Stage.Lose(store.History, new NotLeaderException(null));
    }

    /// <summary>A seal by nobody: a follower that reads it takes over at once. Should it fail, they notice the
    /// silence.</summary>
    private void Leave()
    {
        _isLeaving = true;
        var row = SealFormat.Row(NextPosition(), NowMs(), Seal.Nobody);
        Context.Pipe(State.Journal.AppendAsync(row, Ended), () => new Left(this), _ => new Left(this));
    }

    private void Append(BatchPlan plan)
    {
        var timeMs = NowMs();
        var payload = BatchFormat.Write(_payload, store.History.Revision + 1, plan.Changes, timeMs);
        var row = new JournalRow(NextPosition(), JournalRowKind.Batch, timeMs, payload);
        _inFlight = new InFlight(plan, row, Time.GetTimestamp());
        Context.Pipe(
            State.Journal.AppendAsync(row, Ended), () => new Appended(this), error => new AppendFailed(this, error));
    }

    // The clock may step back; the history's time does not.
    private long NowMs() => Math.Max(Time.GetUtcNow().ToUnixTimeMilliseconds(), store.History.TimeMs);

    private JournalPosition NextPosition()
    {
        var last = store.History.Through;
        return last.Epoch == store.Epoch ? last.Next : new JournalPosition(store.Epoch, 1);
    }

    private void EndBatch()
    {
        var (plan, row, began) = _inFlight!;
        _inFlight = null;
        _lastAppend = Time.GetTimestamp();
        State.Trouble = null;
        if (_isDoubted)
            Open();
        if (plan.Changes.Count == 0)
            store.History.Advance(row.Position, row.TimeMs);
        else
            Publish(plan, row, began);
        State.Reads.Applied(row.Position, store.History.Revision);
        if (_sealed is not null)
        {
            Lose(_sealed);
            return;
        }
        // A burst fills the window before the next period does.
        if (store.History.IsOverfull)
            Compact();
        BoundBacklog();
        BeginBatch();
    }

    private void Publish(BatchPlan plan, JournalRow row, long began)
    {
        State.Metrics.Appended(plan.Changes.Count, Time.GetElapsedTime(began));
        store.History.Append(plan.Changes, plan.Commit(), row.Position, row.TimeMs);
        Publication.Show(store.History);
        plan.Answer();
        Publication.Notify(plan.Changes);
    }

    /// <summary>Says that it lives. A leader whose append does not end for so long that its followers may have taken
    /// over no longer calls itself one: what waits behind that append may be written elsewhere.</summary>
    private void Beat()
    {
        if (_inFlight is not null && !_isDoubted && Time.GetElapsedTime(_inFlight.Began) >= Options.TakeoverAfter)
        {
            _isDoubted = true;
            State.Follow(store.Epoch, null);
        }
        var rest = Options.Heartbeat - Time.GetElapsedTime(_lastAppend);
        if (rest <= TimeSpan.Zero && _inFlight is null && !_isLeaving && !State.IsFinishing)
            Append(Empty());
        Context.Timers.Once(
            typeof(HeartbeatDue), rest > TimeSpan.Zero ? rest : Options.Heartbeat, new HeartbeatDue(this));
    }

    /// <summary>Reads what lies where the failed append was to go: nothing, that append, or another leader's
    /// seal.</summary>
    private void LookUp(Exception error)
    {
        var position = _inFlight!.Row.Position;
        var before = position with { Sequence = position.Sequence - 1 };
        Context.Pipe(
            State.Journal.ReadAsync(before, bytesMax: 1, Ended),
            rows => new LookedUp(this, error, rows),
            failure => new LookUpFailed(this, error, failure));
    }

    private void EndLookUp(LookedUp m)
    {
        _lookUpFailures = 0;
        if (m.Rows is [{ Kind: JournalRowKind.Seal } seal, ..])
        {
            EndSealed(seal);
            return;
        }
        if (m.Rows.Count > 0)
        {
            // One leader writes an epoch, one append at a time, each looked up when it failed: this is ours.
            if (!m.Rows[0].Payload.Span.SequenceEqual(_inFlight!.Row.Payload.Span))
                throw new InvariantException($"row {m.Rows[0].Position} holds what this leader never wrote");
            Open();
            EndBatch();
            return;
        }
        var failed = _inFlight!.Plan;
        _inFlight = null;
        failed.Fail(new StoreUnavailableException(
            $"nothing was written: {m.Error.Message}", mayHaveHappened: false, m.Error));
        if (_sealed is not null)
        {
            Lose(_sealed);
            return;
        }
        Open();
        BeginBatch();
    }

    /// <summary>A successor's seal lies in the append's place, or behind it: then the append was kept, and the successor
    /// has compacted it since.</summary>
    private void EndSealed(JournalRow seal)
    {
        var error = new JournalSealedException(store.Epoch);
        if (seal.Position == _inFlight!.Row.Position)
        {
            Lose(error);
            return;
        }
        _sealed = error;
        EndBatch();
    }

    /// <summary>The journal does not even answer: nobody is kept waiting, and nothing is written until it does. Nor
    /// can it be known who leads.</summary>
    private void RetryLookUp(LookUpFailed m)
    {
        _lookUpFailures++;
        _inFlight!.Plan.Fail(new StoreUnavailableException(
            $"the write's end is unknown: {m.Error.Message}", mayHaveHappened: true, m.Error));
        State.Refuse(new StoreUnavailableException(
            $"the journal does not answer: {m.Failure.Message}", mayHaveHappened: false, m.Failure));
        if (State.Follows)
            State.Leadership.Post(new StoreLeadership(store.Epoch, IsLeader: false, Leader: null));
        if (_isSteppingDown)
        {
            EndOffice();
            return;
        }
        var pause = _lookUpPauses.After(_lookUpFailures, Context.System.Entropy);
        Context.Timers.Once(typeof(LookUpDue), pause, new LookUpDue(this, m.Error));
    }

    private void Open()
    {
        _isDoubted = false;
        State.Open();
        BoundBacklog();
    }

    /// <summary>Snapshots that keep failing leave every row in the journal: at a bound writes end, until one
    /// succeeds.</summary>
    private void BoundBacklog()
    {
        var backlog = store.History.Backlog;
        _isBacklogged = backlog.Exceeds(Options);
        if (!_isBacklogged)
            return;
        var why = new StoreUnavailableException(
            $"the journal has grown to {backlog.Rows} rows, {backlog.Bytes >> 20} MiB, that no "
            + $"snapshot covers, and takes no more until one can be written: {_snapshotError ?? "one is being written"}",
            mayHaveHappened: false);
        State.Refuse(why);
        State.Trouble = why.Message;
    }

    private void Compact()
    {
        _compactor.Trim(Time.GetUtcNow().ToUnixTimeMilliseconds());
        if (_compactor.Begin() is not { } snapshot)
            return;
        var began = Time.GetTimestamp();
        var writer = new SnapshotWriter(State.Journal, Context.System.Work, store.Epoch);
        Context.Pipe(
            writer.WriteAsync(snapshot.Manifest, snapshot.Plan, snapshot.Orphans, Ended),
            manifest => new SnapshotWritten(this, manifest, began),
            error => new SnapshotFailed(this, snapshot, error));
    }

    private void EndSnapshot(Manifest manifest)
    {
        State.Trouble = _snapshotError = null;
        _compactor.Written(manifest);
        if (_isBacklogged)
            Open();
        BeginBatch();
    }

    private void EndSnapshot(SnapshotFailed m)
    {
        // The old snapshot and every row behind it are still there; the next period tries again.
        _compactor.Failed(m.Snapshot);
        State.Metrics.SnapshotFailed();
        State.Trouble = _snapshotError = m.Error.Message;
        if (_isBacklogged)
            BoundBacklog();
        // An append that is in flight may have been kept before the seal: its end tells.
        if (m.Error is JournalSealedException error && _inFlight is not null)
            _sealed = error;
        else if (m.Error is JournalSealedException && !_isLeaving)
            Lose(m.Error);
        else
            BeginBatch();
    }

    private void Lose(Exception error)
    {
        StoreUnavailableException why = State.Follows
            ? new NotLeaderException(null)
            : new StoreUnavailableException($"nothing was written: {error.Message}", mayHaveHappened: false, error);
        _inFlight?.Plan.Fail(why);
        _inFlight = null;
        State.Refuse(why);
        Stage.Lose(store.History, error);
    }

    private sealed record InFlight(BatchPlan Plan, JournalRow Row, long Began);

    private sealed record Appended(StoreRole Role) : RoleMessage(Role);

    private sealed record AppendFailed(StoreRole Role, Exception Error) : RoleMessage(Role);

    private sealed record LookedUp(StoreRole Role, Exception Error, IReadOnlyList<JournalRow> Rows)
        : RoleMessage(Role);

    private sealed record LookUpFailed(StoreRole Role, Exception Error, Exception Failure) : RoleMessage(Role);

    private sealed record LookUpDue(StoreRole Role, Exception Error) : RoleMessage(Role);

    private sealed record HeartbeatDue(StoreRole Role) : RoleMessage(Role);

    private sealed record CompactionDue(StoreRole Role) : RoleMessage(Role);

    private sealed record StepDownDue(StoreRole Role) : RoleMessage(Role);

    private sealed record SnapshotWritten(StoreRole Role, Manifest Manifest, long Began) : RoleMessage(Role);

    private sealed record SnapshotFailed(StoreRole Role, SnapshotDue Snapshot, Exception Error) : RoleMessage(Role);

    private sealed record Left(StoreRole Role) : RoleMessage(Role);
}
