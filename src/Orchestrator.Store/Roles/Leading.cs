using Orchestrator.Actors;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Recovery;
using Orchestrator.Store.Writes;
using static Orchestrator.Store.Roles.Departure;
using static Orchestrator.Store.Roles.LeaderSnapshots;
using static Orchestrator.Store.Roles.LookUps;

namespace Orchestrator.Store.Roles;

/// <summary>The one writer.</summary>
/// <remarks>
/// While an append is in flight, writes gather in the buffer; its end starts the next batch: check in order, number,
/// append, apply, answer, publish. An append that failed in whatever way is looked up in the journal before anything
/// else is written, so a revision is never given twice. Invariant: at most one append in flight; what is shown is on
/// disk. On a shared journal, a leader that has nothing to write appends an empty batch now and then, and learns by
/// that append, if not by an earlier one, that it was sealed.
/// </remarks>
internal sealed class Leading : StoreRole
{
    private readonly RecoveredStore _store;
    private readonly PayloadWriter _payload = new();
    private readonly LeaderSnapshots _snapshots;
    private readonly LookUps _lookUps;
    private readonly Departure _departure;

    private InFlight? _inFlight;
    private JournalSealedException? _sealed;
    private long _lastAppend;
    private bool _hasFinalSnapshot;
    private bool _isDoubted;

    public Leading(IStoreStage stage, RecoveredStore store)
        : base(stage)
    {
        _store = store;
        _snapshots = new LeaderSnapshots(stage, this, store);
        _lookUps = new LookUps(stage, this);
        _departure = new Departure(stage, this, store);
    }

    private Publication Publication => State.Publication;

    public override void Begin()
    {
        Publication.Replace(_store.History);
        State.Reads.Applied(_store.History.Through, _store.History.Revision);
        State.Ready.Set();
        State.Trouble = null;
        Context.Timers.Every(typeof(CompactionDue), Options.CompactionPeriod, new CompactionDue(this));
        _lastAppend = Time.GetTimestamp();
        if (State.Follows)
            Context.Timers.Once(typeof(HeartbeatDue), Options.Heartbeat, new HeartbeatDue(this));
        Open();
        _departure.TryDismiss();
        BeginBatch();
    }

    public override void On(StoreMessage message)
    {
        switch (message)
        {
            case CommandsWaiting:
                BeginBatch();
                break;
            case FinishWrites:
                EndForGood();
                break;
            case CandidacyChanged:
                EndOffice();
                break;
            case Left:
                _departure.End();
                break;
            case Overdue:
                GiveUp();
                break;
            case Appended:
                EndBatch();
                break;
            case AppendFailed m:
                State.Metrics.AppendFailed();
                State.Trouble = m.Error.Message;
                _lookUps.Begin(_inFlight!.Row.Position, m.Error);
                break;
            case LookedUp m:
                EndLookUp(m);
                break;
            case LookUpFailed m:
                RetryLookUp(m);
                break;
            case LookUpDue m:
                _lookUps.Begin(_inFlight!.Row.Position, m.Error);
                break;
            case HeartbeatDue:
                Beat();
                break;
            case CompactionDue:
                _snapshots.Compact();
                break;
            case SnapshotWritten m:
                EndSnapshot(m);
                break;
            case SnapshotFailed m:
                EndSnapshot(m);
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
            && (row.Position.Epoch < _store.Epoch
                || (row.Position.Epoch == _store.Epoch && row.Kind != JournalRowKind.Seal));
        if (!isOurs && _inFlight is null && !_departure.HasBegun)
            Append(Empty());
    }

    public override void End()
    {
        _inFlight?.Plan.Fail(new StoreUnavailableException(
            "the store stopped, or stepped down, while the write was on its way", mayHaveHappened: true));
        _inFlight = null;
        Context.Timers.Cancel(typeof(CompactionDue));
        Context.Timers.Cancel(typeof(HeartbeatDue));
        _lookUps.Cancel();
        _departure.Cancel();
    }

    private void BeginBatch()
    {
        while (_inFlight is null && !_departure.HasBegun)
        {
            var batch = new List<PendingWrite>();
            State.Buffer.Take(batch, Options.BatchCommandsMax, Options.BatchBytesMax);
            if (batch.Count == 0)
            {
                if (_departure.IsDue)
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

    private BatchPlan Empty() => new(_store.History.Head, _store.History.Revision);

    private void Finish()
    {
        if (State.Follows)
            _departure.Begin(NextPosition(), NowMs());
        else
            FinishAlone();
    }

    /// <summary>The last snapshot, so that the next start replays no more than the window; then done.</summary>
    private void FinishAlone()
    {
        if (!_hasFinalSnapshot)
        {
            _hasFinalSnapshot = true;
            _snapshots.Compact();
        }
        if (!_snapshots.IsWriting)
            State.Finish();
    }

    /// <summary>The store was appointed or dismissed. A journal that is known not to answer is not waited
    /// for.</summary>
    private void EndOffice()
    {
        if (!_departure.TryDismiss())
            return;
        if (_lookUps.IsFailing)
            GiveUp();
        else
            BeginBatch();
    }

    /// <summary>The store stops. Nobody gains by its waiting for a journal that does not answer: each write has its
    /// answer, that nobody knows.</summary>
    private void EndForGood()
    {
        _departure.Limit();
        if (_lookUps.IsFailing)
            GiveUp();
        else
            BeginBatch();
    }

    private void GiveUp()
    {
        if (State.Follows)
            _departure.Follow();
        else
            State.Finish();
    }

    private void Append(BatchPlan plan)
    {
        var timeMs = NowMs();
        var payload = BatchFormat.Write(_payload, _store.History.Revision + 1, plan.Changes, timeMs);
        var row = new JournalRow(NextPosition(), JournalRowKind.Batch, timeMs, payload);
        _inFlight = new InFlight(plan, row, Time.GetTimestamp());
        Context.Pipe(
            State.Journal.AppendAsync(row, Ended), () => new Appended(this), error => new AppendFailed(this, error));
    }

    // The clock may step back; the history's time does not.
    private long NowMs() => Math.Max(Time.GetUtcNow().ToUnixTimeMilliseconds(), _store.History.TimeMs);

    private JournalPosition NextPosition()
    {
        var last = _store.History.Through;
        return last.Epoch == _store.Epoch ? last.Next : new JournalPosition(_store.Epoch, 1);
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
            _store.History.Advance(row.Position, row.TimeMs);
        else
            Publish(plan, row, began);
        State.Reads.Applied(row.Position, _store.History.Revision);
        if (_sealed is not null)
        {
            Lose(_sealed);
            return;
        }
        // A burst fills the window before the next period does.
        if (_store.History.IsOverfull)
            _snapshots.Compact();
        _snapshots.BoundBacklog();
        BeginBatch();
    }

    private void Publish(BatchPlan plan, JournalRow row, long began)
    {
        State.Metrics.Appended(plan.Changes.Count, Time.GetElapsedTime(began));
        _store.History.Append(plan.Changes, plan.Commit(), row.Position, row.TimeMs);
        Publication.Show(_store.History);
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
            State.Follow(_store.Epoch, null);
        }
        var rest = Options.Heartbeat - Time.GetElapsedTime(_lastAppend);
        if (rest <= TimeSpan.Zero && _inFlight is null && !_departure.HasBegun && !State.IsFinishing)
            Append(Empty());
        Context.Timers.Once(
            typeof(HeartbeatDue), rest > TimeSpan.Zero ? rest : Options.Heartbeat, new HeartbeatDue(this));
    }

    private void EndLookUp(LookedUp m)
    {
        _lookUps.Succeeded();
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

    /// <summary>A successor's seal lies in the append's place, or behind it: then the append was kept, and the
    /// successor has compacted it since.</summary>
    private void EndSealed(JournalRow seal)
    {
        var error = new JournalSealedException(_store.Epoch);
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
        _inFlight!.Plan.Fail(new StoreUnavailableException(
            $"the write's end is unknown: {m.Error.Message}", mayHaveHappened: true, m.Error));
        State.Refuse(new StoreUnavailableException(
            $"the journal does not answer: {m.Failure.Message}", mayHaveHappened: false, m.Failure));
        if (State.Follows)
            State.Leadership.Post(new StoreLeadership(_store.Epoch, IsLeader: false, Leader: null));
        if (State.Candidacy.IsLeaving || State.IsFinishing)
            GiveUp();
        else
            _lookUps.BeginLater(m.Error);
    }

    private void Open()
    {
        _isDoubted = false;
        State.Open();
        _snapshots.BoundBacklog();
    }

    private void EndSnapshot(SnapshotWritten m)
    {
        _snapshots.End(m);
        if (_snapshots.IsBacklogged)
            Open();
        BeginBatch();
    }

    private void EndSnapshot(SnapshotFailed m)
    {
        _snapshots.End(m);
        // An append that is in flight may have been kept before the seal: its end tells.
        if (m.Error is JournalSealedException error && _inFlight is not null)
            _sealed = error;
        else if (m.Error is JournalSealedException && !_departure.HasBegun)
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
        Stage.Lose(_store.History, error);
    }

    private sealed record InFlight(BatchPlan Plan, JournalRow Row, long Began);

    private sealed record Appended(StoreRole Role) : RoleMessage(Role);

    private sealed record AppendFailed(StoreRole Role, Exception Error) : RoleMessage(Role);

    private sealed record HeartbeatDue(StoreRole Role) : RoleMessage(Role);

    private sealed record CompactionDue(StoreRole Role) : RoleMessage(Role);
}
