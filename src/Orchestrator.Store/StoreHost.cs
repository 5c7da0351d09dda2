using Orchestrator.Actors;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Writes;

namespace Orchestrator.Store;

/// <summary>Starts the store's actor in the caller's tree.</summary>
public delegate IActorRef<StoreMessage> SpawnStore(
    string name, Func<Actor<StoreMessage>> factory, ActorOptions options);

/// <summary>The store as the rest of the program sees it: in front of a <see cref="StoreActor"/>.</summary>
/// <remarks>
/// <code>
///   var journal = await SqliteJournal.OpenAsync(directory);
///   var store = StoreHost.Start(context.Spawn, journal, new KindObjectCodec());
///   await store.ReadyAsync(ct);    // typed errors: JournalCorruptException, …
///   …
///   await store.StopAsync(ct);     // answers what waits; then stop the actor and dispose of the journal
/// </code>
/// </remarks>
public sealed class StoreHost : IStore, IStoreCandidate, IAsyncDisposable
{
    private readonly StoreState _state;
    private IActorRef<StoreMessage> _actor = null!;

    private StoreHost(StoreState state) => _state = state;

    public StoreSnapshot Current => _state.Publication.Current ?? throw NotStarted();

    /// <summary>Ends when another process has taken the store over; this one will not write again. One that follows
    /// only changes its role: see <see cref="Leadership"/>.</summary>
    public Task LeadershipLost => _state.Lost;

    /// <summary>What is wrong with the journal, and what to do about it; null while all is well. For readiness
    /// checks.</summary>
    public string? Trouble => _state.LostBecause?.Message ?? _state.Trouble;

    /// <summary>How far it may be behind, where it follows.</summary>
    public FollowerLag Lag => _state.Lag;

    /// <summary>For tests that end it without order.</summary>
    internal IActorRef<StoreMessage> Actor => _actor;

    /// <summary>The leadership under which this store writes; 0 before it has one.</summary>
    public long Epoch => _state.Epoch;

    /// <inheritdoc/>
    public StoreLeadership Leadership => _state.Leadership.Current;

    /// <summary>Starts the store under <paramref name="spawn"/>'s place in the tree, by the name
    /// <c>store</c>.</summary>
    public static StoreHost Start(
        SpawnStore spawn, IJournal journal, IObjectCodec codec, StoreOptions? options = null)
    {
        var state = new StoreState(journal, codec, options ?? StoreOptions.Default);
        var host = new StoreHost(state);
        host._actor = spawn("store", () => new StoreActor(state), ActorOptions.Default);
        return host;
    }

    /// <summary>Starts the store as a tree of its own, <c>/store</c>.</summary>
    public static StoreHost Start(
        IActorSystem system, IJournal journal, IObjectCodec codec, StoreOptions? options = null) =>
        Start((name, factory, actor) => system.Spawn(name, factory, actor), journal, codec, options);

    /// <summary>Waits for the start: the last leader sealed, the snapshot loaded, the retained events
    /// replayed.</summary>
    /// <exception cref="JournalException">The first attempt failed; its text says what to do. The actor tries
    /// again.</exception>
    public ValueTask ReadyAsync(CancellationToken cancellation = default) => _state.Ready.WaitAsync(cancellation);

    /// <inheritdoc/>
    public ValueTask<StoreSnapshot> ReadAsync(Freshness freshness, CancellationToken cancellation = default)
    {
        var current = Current;
        if (freshness.AtLeast is { } revision && revision <= current.Revision)
            return new(current);
        if (_state.Follows)
            return WaitAsync(freshness, cancellation);
        if (_state.LostBecause is { } lost)
            return ValueTask.FromException<StoreSnapshot>(
                new StoreUnavailableException(lost.Message, mayHaveHappened: false, lost));
        return _state.Journal.IsExclusive ? new(current) : ConfirmAsync(cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<WriteResult> WriteAsync(WriteCommand command, CancellationToken cancellation = default)
    {
        var value = command.Value is null ? null : StoredObject.Prepare(command.Key, command.Value, _state.Codec);
        var write = new PendingWrite(command, value);
        bool wake;
        try
        {
            wake = _state.Buffer.Add(write);
        }
        catch (StoreFullException full)
        {
            _state.Metrics.Refused();
            return ValueTask.FromException<WriteResult>(full);
        }
        catch (StoreUnavailableException unavailable)
        {
            return ValueTask.FromException<WriteResult>(unavailable);
        }
        if (wake)
            _actor.Tell(CommandsWaiting.Instance);
        return write.WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public IDisposable Subscribe(long afterRevision, Action<StoreBatch> observer)
    {
        _ = Current;
        return _state.Publication.Subscribe(afterRevision, observer);
    }

    /// <inheritdoc/>
    public IDisposable OnLeadership(Action<StoreLeadership> observer) => _state.Leadership.Observe(observer);

    /// <inheritdoc/>
    public IReadOnlyList<StoreChange> ChangesAfter(long revision, string prefix) =>
        (_state.Publication.History ?? throw NotStarted()).ChangesAfter(revision, prefix);

    /// <inheritdoc/>
    public async ValueTask AppointAsync(CancellationToken cancellation = default)
    {
        if (_state.Follows)
        {
            CheckSuccession();
            await _state.Candidacy.AppointAsync(
                () => Leadership.IsLeader, () => _actor.Tell(CandidacyChanged.Instance), cancellation);
            return;
        }
        await ReadyAsync(cancellation);
        if (_state.LostBecause is { } lost)
            throw new StoreUnavailableException(lost.Message, mayHaveHappened: false, lost);
    }

    /// <inheritdoc/>
    public ValueTask DismissAsync()
    {
        if (!_state.Follows)
            return default;
        CheckSuccession();
        return _state.Candidacy.DismissAsync(
            () => _state.Buffer.Close(new NotLeaderException(null)), () => _actor.Tell(CandidacyChanged.Instance));
    }

    /// <summary>Orderly stop: refuses new writes, answers those that wait. Call it before the actor's tree is
    /// stopped.</summary>
    public ValueTask StopAsync(CancellationToken cancellation = default)
    {
        _state.IsFinishing = true;
        _state.Buffer.Close(new StoreUnavailableException("the store is stopping", mayHaveHappened: false));
        _state.Candidacy.End();
        _actor.Tell(new FinishWrites());
        return _state.Finished.WaitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _state.Dispose();
    }

    private void CheckSuccession()
    {
        if (_state.Options.Succession != Succession.Appointment)
            throw new InvalidOperationException("this store takes over by itself: its succession is by silence");
    }

    private async ValueTask<StoreSnapshot> WaitAsync(Freshness freshness, CancellationToken cancellation)
    {
        if (freshness.AtLeast is { } revision)
            await _state.Reads.RevisionAsync(revision, cancellation);
        else
            await _state.Reads.LatestAsync(() => _actor.Tell(ReadsWaiting.Instance), cancellation);
        return Current;
    }

    /// <summary>Asks the journal whether somebody has sealed this leadership; what was read before the question still
    /// holds.</summary>
    private async ValueTask<StoreSnapshot> ConfirmAsync(CancellationToken cancellation)
    {
        var epoch = _state.Epoch;
        JournalRow? last;
        try
        {
            last = await _state.Journal.FindLastAsync(cancellation);
        }
        catch (JournalException error)
        {
            throw new StoreUnavailableException(
                $"leadership cannot be confirmed: {error.Message}", mayHaveHappened: false, error);
        }
        var isOurs = last is not null
            && (last.Position.Epoch < epoch || (last.Position.Epoch == epoch && last.Kind != JournalRowKind.Seal));
        if (isOurs)
            return Current;
        var lost = new JournalSealedException(epoch);
        throw new StoreUnavailableException(lost.Message, mayHaveHappened: false, lost);
    }

    private static StoreUnavailableException NotStarted() => new("the store is starting", mayHaveHappened: false);
}
