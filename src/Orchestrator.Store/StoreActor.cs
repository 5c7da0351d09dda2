using Orchestrator.Actors;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Recovery;
using Orchestrator.Store.Snapshots;
using Orchestrator.Store.Writes;

namespace Orchestrator.Store;

/// <summary>The one writer: the only owner of the journal.</summary>
/// <remarks>
/// While an append is in flight, writes gather in the buffer; its end starts the next batch: check in order, number,
/// append, apply, answer, publish. An append that failed in whatever way is looked up in the journal before anything
/// else is written, so a revision is never given twice. Invariant: at most one append in flight; what is shown is on
/// disk.
/// </remarks>
internal sealed class StoreActor(StoreState state) : Actor<StoreMessage>
{
    private static readonly Backoff LookUpPauses = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));
    private readonly PayloadWriter _payload = new();
    private RecoveredStore _store = null!;
    private Compactor _compactor = null!;
    private InFlight? _inFlight;
    private int _lookUpFailures;
    private bool _hasFinalSnapshot;
    private bool _isBacklogged;
    private string? _snapshotError;

    private Publication Publication => state.Publication;

    /// <inheritdoc/>
    public override async ValueTask OnStartAsync()
    {
        // A restart must not take the store back from the leader that took it over: that would be a new store's
        // decision.
        if (state.LostBecause is not null)
            return;
        try
        {
            _store = await RecoverAsync();
        }
        catch (JournalSealedException error)
        {
            LoseLeadership(error);
            return;
        }
        catch (Exception error)
        {
            state.Ready.Fail(error);
            state.Refuse(new StoreUnavailableException(
                $"the store could not start: {error.Message}", mayHaveHappened: false, error));
            if (state.IsFinishing)
                state.Finish();
            throw;
        }
        if (Publication.Current is { } shown && shown.Revision > _store.History.Revision)
            throw new InvariantException(
                $"the journal ends at revision {_store.History.Revision}, but {shown.Revision} was acknowledged");
        _compactor = new Compactor(_store, state.Options.SegmentBytes);
        Publication.Show(_store.History);
        Publication.CatchUp();
        state.Ready.Set();
        Context.Timers.Every(typeof(CompactionDue), state.Options.CompactionPeriod, new CompactionDue());
        ReopenBuffer();
        BeginBatch();
    }

    /// <inheritdoc/>
    public override ValueTask OnMessageAsync(StoreMessage message)
    {
        switch (message)
        {
            case CommandsWaiting or FinishWrites or CompactionDue when state.LostBecause is not null:
                break;
            case CommandsWaiting or FinishWrites:
                BeginBatch();
                break;
            case Appended:
                EndBatch();
                break;
            case AppendFailed m:
                state.Metrics.AppendFailed();
                state.Trouble = m.Error.Message;
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
            case CompactionDue:
                Compact();
                break;
            case SnapshotWritten m:
                state.Metrics.SnapshotWritten(Time.GetElapsedTime(m.Began));
                state.Trouble = null;
                _compactor.Written(m.Manifest);
                _snapshotError = null;
                if (_isBacklogged)
                    ReopenBuffer();
                BeginBatch();
                break;
            case SnapshotFailed m:
                EndSnapshot(m);
                break;
            default:
                throw new InvariantException($"unexpected {message}");
        }
        return default;
    }

    /// <inheritdoc/>
    public override ValueTask OnStopAsync()
    {
        _inFlight?.Plan.Fail(new StoreUnavailableException(
            "the store stopped while the write was on its way", mayHaveHappened: true));
        _inFlight = null;
        // Nobody waits for a store that may not come back: a new incarnation opens the buffer again.
        state.Refuse(
            state.LostBecause ?? new StoreUnavailableException("the store has stopped", mayHaveHappened: false));
        if (state.IsFinishing)
            state.Finish();
        return default;
    }

    private ValueTask<RecoveredStore> RecoverAsync()
    {
        var candidate = state.CandidateOr(Context.System.Entropy);
        return new StoreRecovery(state.Journal, state.Codec, state.Options, Time, candidate, state.Lead)
            .RunAsync(state.Epoch, Ended);
    }

    private void BeginBatch()
    {
        while (_inFlight is null && state.LostBecause is null)
        {
            var batch = new List<PendingWrite>();
            state.Buffer.Take(batch, state.Options.BatchCommandsMax, state.Options.BatchBytesMax);
            if (batch.Count == 0)
            {
                if (state.IsFinishing)
                    Finish();
                return;
            }
            var plan = new BatchPlan(_store.History.Head, _store.History.Revision);
            foreach (var write in batch)
                plan.Add(write);
            if (plan.Changes.Count == 0)
                plan.Answer();
            else
                Append(plan);
        }
    }

    /// <summary>The last snapshot, so that the next start replays no more than the window; then done.</summary>
    private void Finish()
    {
        if (!_hasFinalSnapshot)
        {
            _hasFinalSnapshot = true;
            Compact();
        }
        if (!_compactor.IsWriting)
            state.Finish();
    }

    private void Append(BatchPlan plan)
    {
        // The clock may step back; the history's time does not.
        var timeMs = Math.Max(Time.GetUtcNow().ToUnixTimeMilliseconds(), _store.History.TimeMs);
        var position = NextPosition();
        var row = new JournalRow(
            position, JournalRowKind.Batch, timeMs, BatchFormat.Write(_payload, plan.Changes, timeMs));
        _inFlight = new InFlight(plan, row, Time.GetTimestamp());
        Context.Pipe(state.Journal.AppendAsync(row, Ended), () => new Appended(), error => new AppendFailed(error));
    }

    private JournalPosition NextPosition()
    {
        var last = _store.History.Through;
        return last.Epoch == _store.Epoch ? last.Next : new JournalPosition(_store.Epoch, 1);
    }

    private void EndBatch()
    {
        var (plan, row, began) = _inFlight!;
        _inFlight = null;
        state.Metrics.Appended(plan.Changes.Count, Time.GetElapsedTime(began));
        _store.History.Append(plan.Changes, plan.Commit(), row.Position, row.TimeMs);
        Publication.Show(_store.History);
        plan.Answer();
        Publication.Notify(plan.Changes);
        state.Trouble = null;
        // A burst fills the window before the next period does.
        if (_store.History.IsOverfull)
            Compact();
        BoundBacklog();
        BeginBatch();
    }

    /// <summary>Reads what lies where the failed append was to go: nothing, that append, or another leader's
    /// seal.</summary>
    private void LookUp(Exception error)
    {
        var position = _inFlight!.Row.Position;
        var before = position with { Sequence = position.Sequence - 1 };
        Context.Pipe(
            state.Journal.ReadAsync(before, bytesMax: 1, Ended),
            rows => new LookedUp(error, rows),
            failure => new LookUpFailed(error, failure));
    }

    private void EndLookUp(LookedUp m)
    {
        _lookUpFailures = 0;
        if (m.Rows.Count > 0 && m.Rows[0].Kind == JournalRowKind.Seal)
        {
            LoseLeadership(new JournalSealedException(state.Epoch));
            return;
        }
        if (m.Rows.Count > 0)
        {
            // One leader writes an epoch, one append at a time, each looked up when it failed: this is ours.
            if (!m.Rows[0].Payload.Span.SequenceEqual(_inFlight!.Row.Payload.Span))
                throw new InvariantException($"row {m.Rows[0].Position} holds what this leader never wrote");
            ReopenBuffer();
            EndBatch();
            return;
        }
        var failed = _inFlight!.Plan;
        _inFlight = null;
        failed.Fail(new StoreUnavailableException(
            $"nothing was written: {m.Error.Message}", mayHaveHappened: false, m.Error));
        ReopenBuffer();
        BeginBatch();
    }

    /// <summary>The journal does not even answer: nobody is kept waiting, and nothing is written until it
    /// does.</summary>
    private void RetryLookUp(LookUpFailed m)
    {
        _lookUpFailures++;
        _inFlight!.Plan.Fail(new StoreUnavailableException(
            $"the write's end is unknown: {m.Error.Message}", mayHaveHappened: true, m.Error));
        var why = new StoreUnavailableException(
            $"the journal does not answer: {m.Failure.Message}", mayHaveHappened: false, m.Failure);
        state.Refuse(why);
        var pause = LookUpPauses.After(_lookUpFailures, Context.System.Entropy);
        Context.Timers.Once(typeof(LookUpDue), pause, new LookUpDue(m.Error));
    }

    private void ReopenBuffer()
    {
        state.Open();
        BoundBacklog();
    }

    /// <summary>Snapshots that keep failing leave every row in the journal: at a bound writes end, until one
    /// succeeds.</summary>
    private void BoundBacklog()
    {
        _isBacklogged = _store.History.Backlog.Exceeds(state.Options);
        if (!_isBacklogged)
            return;
        var why = new StoreUnavailableException(
            $"the journal has grown to {_store.History.Backlog.Rows} rows, {_store.History.Backlog.Bytes >> 20} MiB, that no "
            + $"snapshot covers, and takes no more until one can be written: {_snapshotError ?? "one is being written"}",
            mayHaveHappened: false);
        state.Refuse(why);
        state.Trouble = why.Message;
    }

    private void Compact()
    {
        _compactor.Trim(Time.GetUtcNow().ToUnixTimeMilliseconds());
        if (_compactor.Begin() is not { } snapshot)
            return;
        var began = Time.GetTimestamp();
        var writer = new SnapshotWriter(state.Journal, Context.System.Work, _store.Epoch);
        Context.Pipe(
            writer.WriteAsync(snapshot.Manifest, snapshot.Plan, snapshot.Orphans, Ended),
            manifest => new SnapshotWritten(manifest, began),
            error => new SnapshotFailed(snapshot, error));
    }

    private void EndSnapshot(SnapshotFailed m)
    {
        // The old snapshot and every row behind it are still there; the next period tries again.
        _compactor.Failed(m.Snapshot);
        state.Metrics.SnapshotFailed();
        state.Trouble = _snapshotError = m.Error.Message;
        if (_isBacklogged)
            BoundBacklog();
        if (m.Error is JournalSealedException)
            LoseLeadership(m.Error);
        BeginBatch();
    }

    private void LoseLeadership(Exception error)
    {
        state.Lose(new StoreUnavailableException(error.Message, mayHaveHappened: false, error));
        _inFlight?.Plan.Fail(new StoreUnavailableException(
            $"nothing was written: {error.Message}", mayHaveHappened: false, error));
        _inFlight = null;
        Context.Timers.Cancel(typeof(CompactionDue));
    }

    private sealed record InFlight(BatchPlan Plan, JournalRow Row, long Began);

    private sealed record Appended : StoreMessage;

    private sealed record AppendFailed(Exception Error) : StoreMessage;

    private sealed record LookedUp(Exception Error, IReadOnlyList<JournalRow> Rows) : StoreMessage;

    private sealed record LookUpFailed(Exception Error, Exception Failure) : StoreMessage;

    private sealed record LookUpDue(Exception Error) : StoreMessage;

    private sealed record CompactionDue : StoreMessage;

    private sealed record SnapshotWritten(Manifest Manifest, long Began) : StoreMessage;

    private sealed record SnapshotFailed(SnapshotDue Snapshot, Exception Error) : StoreMessage;
}
