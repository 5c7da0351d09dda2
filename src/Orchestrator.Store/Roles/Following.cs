using Orchestrator.Actors;
using Orchestrator.Store.History;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Recovery;
using static Orchestrator.Store.Roles.SealAttempts;

namespace Orchestrator.Store.Roles;

/// <summary>Reads the journal behind its leader, shows what it reads, and takes over when the leader is
/// silent.</summary>
/// <remarks>
/// <code>
///   load ─→ read ─→ rows: apply, publish, read on
///     ↑      ↑ └──→ none: wait for a row, or for a tick; read again
///     │      └──────────┘ └──→ silent too long: read once more, append a seal ─→ lead
///     └── rows are missing: the leader compacted them while this store slept
///   appointed: read until few rows are left, seal behind the newest, read those that lie between ─→ lead
/// </code>
/// One read at a time. Whether a seal got in is decided by the journal's unique positions; that this store waited
/// before it tried is a courtesy to a leader that lives.
/// </remarks>
internal sealed class Following(IStoreStage stage, StoreHistory? warm) : StoreRole(stage)
{
    private const int ReadBytes = 4 << 20;

    // As many as a leader writes while they are read: below, reading on brings its next rows and no more.
    private const int FewRows = 32;
    private static readonly Backoff Pauses = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1));
    private readonly RowBell _bell = new(stage);
    private readonly SealAttempts _seals = new(stage);
    private readonly StoreLoader _loader = new(stage.State.Journal, stage.State.Codec, stage.State.Options);
    private readonly Claim _claim = new(stage.State, stage.Context.System.Time, isStart: warm is null);
    private readonly Silence _silence = new(
        stage.Context.System.Time, stage.Context.System.Entropy, stage.State.Options);
    private Followed? _followed;
    private Activity _activity = Activity.Loading;
    private bool _isBackingOff;
    private bool _isSilent;
    private long _readAt;
    private int _failures;

    private enum Activity
    {
        Loading,
        Idle,
        Reading,
        Sealing,
        TakingOver,
    }

    private TimeSpan TickPeriod => Options.Heartbeat / 5;

    public override void Begin()
    {
        if (State.IsFinishing)
        {
            State.Finish();
            return;
        }
        Context.Timers.Every(typeof(Tick), TickPeriod, new Tick(this));
        Context.Timers.Every(typeof(CompactionDue), Options.CompactionPeriod, new CompactionDue(this));
        State.Follow(State.Leadership.Current.Epoch, null);
        if (warm is null)
        {
            Load();
            return;
        }
        _followed = Followed.Warm(State, warm);
        Read();
    }

    public override void On(StoreMessage message)
    {
        switch (message)
        {
            case CommandsWaiting:
                break;
            case CandidacyChanged:
                _claim.Renewed();
                ReadIfIdle();
                break;
            case FinishWrites:
                State.Finish();
                break;
            case Tick:
                OnTick();
                break;
            case Loaded m:
                EndLoad(m);
                break;
            case LoadFailed m:
                RetryLoad(m.Error);
                break;
            case RetryDue:
                Retry();
                break;
            case RowsRead m:
                EndRead(m);
                break;
            case ReadFailed m:
                RetryRead(m.Error);
                break;
            case RowMayBeThere:
                _bell.Rung();
                ReadIfIdle();
                break;
            case CompactionDue:
                Trim();
                break;
            case ManifestFound m:
                if (m.Row is not null)
                    _followed?.Written(ManifestFormat.Read(m.Row));
                break;
            case SealAppended m:
                EndSeal(m.Position);
                break;
            case SealFailed m:
                EndSeal(m);
                break;
            case TookOver m:
                Stage.Lead(m.Store);
                break;
            case TakeOverFailed m:
                State.Trouble = m.Error.Message;
                Pause();
                break;
            default:
                throw new InvariantException($"unexpected {message}");
        }
    }

    public override void Newest(JournalRow? row)
    {
        if (row is not null && _followed is not null && row.Position.CompareTo(_followed.History.Through) > 0)
            ReadIfIdle();
    }

    public override void End()
    {
        Context.Timers.Cancel(typeof(Tick));
        Context.Timers.Cancel(typeof(CompactionDue));
        Context.Timers.Cancel(typeof(RetryDue));
        _bell.Dispose();
    }

    private void OnTick()
    {
        var isAwake = _silence.Tick();
        if (_activity != Activity.Idle || _isBackingOff)
            return;
        if (!isAwake)
            Read();
        else if (_silence.IsOver)
            Read(isVerdict: true);
        else if (Time.GetElapsedTime(_readAt) >= Options.Heartbeat)
            Read();
    }

    private void Load()
    {
        _activity = Activity.Loading;
        Context.Pipe(
            _loader.LoadAsync(Ended), loaded => new Loaded(this, loaded), error => new LoadFailed(this, error));
    }

    private void EndLoad(Loaded m)
    {
        _failures = 0;
        _followed = Followed.Cold(State, m.Store);
        _silence.Hear();
        Read();
    }

    private void RetryLoad(Exception error)
    {
        State.Ready.Fail(error);
        State.Trouble = error.Message;
        if (error is JournalCorruptException or not JournalException)
            throw new JournalException(error.Message, error);
        Pause();
    }

    private void Pause()
    {
        _failures++;
        _isBackingOff = true;
        Context.Timers.Once(typeof(RetryDue), Pauses.After(_failures, Context.System.Entropy), new RetryDue(this));
    }

    private void Retry()
    {
        _isBackingOff = false;
        if (_activity == Activity.Loading)
            Load();
        else if (_activity == Activity.TakingOver)
            Prepare();
        else
            ReadIfIdle();
    }

    private void ReadIfIdle()
    {
        if (_activity == Activity.Idle && !_isBackingOff)
            Read();
    }

    private void Read(bool isVerdict = false)
    {
        _activity = Activity.Reading;
        _readAt = Time.GetTimestamp();
        Context.Pipe(
            State.Journal.ReadAsync(_followed!.After, ReadBytes, Ended),
            rows => new RowsRead(this, rows, isVerdict),
            error => new ReadFailed(this, error));
    }

    private void RetryRead(Exception error)
    {
        if (error is JournalCorruptException or not JournalException)
            throw new JournalException(error.Message, error);
        _activity = Activity.Idle;
        State.Trouble = error.Message;
        // The leader cannot be heard, nor could it be sealed; it gets its time again when the journal answers.
        _silence.Hear();
        Pause();
    }

    private void EndRead(RowsRead m)
    {
        _activity = Activity.Idle;
        _failures = 0;
        State.Trouble = null;
        if (m.Rows.Count == 0)
        {
            State.Lag.CaughtUp(Time, _readAt, 0);
            CaughtUp(m.IsVerdict);
            return;
        }
        _bell.RowsCame();
        _silence.HearRow();
        _isSilent = false;
        var isWhole = _followed!.Apply(m.Rows);
        _claim.Heard(m.Rows[^1], _followed);
        if (isWhole && m.Rows.Sum(row => (long)row.Payload.Length) < ReadBytes)
            State.Lag.CaughtUp(Time, _readAt, m.Rows.Count);
        if (_followed.History.IsOverfull)
            Trim();
        if (!isWhole)
            Load();
        else if (m.Rows.Count < FewRows && _claim.IsOrder(_followed))
            AppendSeal();
        else if (m.Rows is [{ Kind: JournalRowKind.Batch }] && _followed.IsShown && !_claim.IsUrgent(_followed))
            Wait();
        else
            Read();
    }

    /// <summary>Nothing lies behind what was applied.</summary>
    private void CaughtUp(bool isVerdict)
    {
        var isCandidate = State.Candidacy.IsCandidate;
        _followed!.CaughtUp(isCandidate);
        if (isCandidate && _followed.IsOurs)
            TakeOver(_followed.History.Through);
        else if (_claim.Holds(_followed))
            AppendSeal();
        else
            Follow(isVerdict);
    }

    private void Follow(bool isVerdict)
    {
        _claim.Lapse();
        if (isVerdict)
            Judge();
        else
            Wait();
    }

    private void Judge()
    {
        if (!_silence.IsProvenBy(Time.GetElapsedTime(_readAt)))
        {
            Wait();
            return;
        }
        if (!_isSilent)
            State.Follow(_followed!.After.Epoch, null);
        _isSilent = true;
        if (State.Candidacy.IsCandidate)
        {
            AppendSeal();
            return;
        }
        _silence.Hear();
        Wait();
    }

    private void Wait() => _bell.Await(_followed!.After, () => new RowMayBeThere(this));

    private void AppendSeal()
    {
        if (State.IsFinishing)
            return;
        _activity = Activity.Sealing;
        _claim.Knocked();
        _seals.Begin(this, _followed!, isOrder: _claim.IsOrder(_followed!));
    }

    /// <summary>The journal is this store's, once it has read what lies before the seal; unless it was dismissed
    /// meanwhile: then that epoch stays empty.</summary>
    private void EndSeal(JournalPosition seal)
    {
        if (State.Candidacy.IsCandidate && seal == _followed!.After.Next)
        {
            TakeOver(seal);
            return;
        }
        _activity = Activity.Idle;
        Read();
    }

    /// <summary>The leader lives, another candidate was quicker, or nobody knows: what lies there now tells.</summary>
    private void EndSeal(SealFailed m)
    {
        _activity = Activity.Idle;
        _silence.Hear();
        if (m.Error is JournalConflictException)
        {
            Read();
            return;
        }
        if (m.IsOrder)
            _claim.Occupied();
        // Nobody has followed whoever led. Once the journal takes rows again that one may go on, and until then it is
        // the one who can tell a client why not.
        State.Follow(_followed!.After.Epoch, _followed.Leader);
        State.Trouble = m.Error.Message;
        Pause();
    }

    private void TakeOver(JournalPosition seal)
    {
        _activity = Activity.TakingOver;
        if (_followed!.History.Through != seal)
            _followed.History.Advance(seal);
        State.Lead(seal.Epoch + 1);
        Prepare();
    }

    private void Prepare() => Context.Pipe(
        _followed!.PrepareAsync(State.Journal, Ended),
        store => new TookOver(this, store), error => new TakeOverFailed(this, error));

    private void Trim()
    {
        if (_followed is null || _activity is Activity.Loading or Activity.TakingOver || !_followed.Trim())
            return;
        Context.Pipe(
            State.Journal.FindManifestAsync(Ended),
            row => new ManifestFound(this, row), _ => new ManifestFound(this, null));
    }

    private sealed record Tick(StoreRole Role) : RoleMessage(Role);

    private sealed record RowMayBeThere(StoreRole Role) : RoleMessage(Role);

    private sealed record CompactionDue(StoreRole Role) : RoleMessage(Role);

    private sealed record RetryDue(StoreRole Role) : RoleMessage(Role);

    private sealed record Loaded(StoreRole Role, LoadedStore Store) : RoleMessage(Role);

    private sealed record LoadFailed(StoreRole Role, Exception Error) : RoleMessage(Role);

    private sealed record RowsRead(StoreRole Role, IReadOnlyList<JournalRow> Rows, bool IsVerdict) : RoleMessage(Role);

    private sealed record ReadFailed(StoreRole Role, Exception Error) : RoleMessage(Role);

    private sealed record ManifestFound(StoreRole Role, ManifestRow? Row) : RoleMessage(Role);

    private sealed record TookOver(StoreRole Role, RecoveredStore Store) : RoleMessage(Role);

    private sealed record TakeOverFailed(StoreRole Role, Exception Error) : RoleMessage(Role);
}
