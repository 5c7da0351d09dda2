using Orchestrator.Actors;
using Orchestrator.Store.History;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Recovery;
using Orchestrator.Store.Roles;

namespace Orchestrator.Store;

/// <summary>The only owner of the journal in this process: leads, or follows another process's store.</summary>
/// <remarks>A store of one process takes its journal over when it starts, and leads until it ends or is sealed. One
/// that shares its journal begins as a follower and changes its role as often as need be. What the roles tell
/// themselves is dropped once the role has changed.</remarks>
internal sealed class StoreActor(StoreState state) : Actor<StoreMessage>, IStoreStage
{
    private const int ReadTicks = 10;
    private StoreRole? _role;
    private bool _isAsking;

    StoreState IStoreStage.State => state;

    IActorContext<StoreMessage> IStoreStage.Context => Context;

    /// <inheritdoc/>
    public override async ValueTask OnStartAsync()
    {
        // A restart must not take the store back from the leader that took it over: that would be a new store's
        // decision.
        if (state.LostBecause is not null)
            return;
        if (state.Follows)
        {
            Context.Timers.Every(typeof(ReadTick), state.Options.ReadWaitMax / ReadTicks, ReadTick.Instance);
            Become(new Following(this, warm: null));
            return;
        }
        try
        {
            Lead(await RecoverAsync());
        }
        catch (JournalSealedException error)
        {
            LoseForGood(error);
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
    }

    /// <inheritdoc/>
    public override ValueTask OnMessageAsync(StoreMessage message)
    {
        switch (message)
        {
            case RoleMessage m when m.Role != _role:
                break;
            case ReadTick:
                state.Reads.Tick(ReadTicks);
                AskForNewest();
                break;
            case ReadsWaiting:
                AskForNewest();
                break;
            case NewestFound m:
                EndAsking(m.Row);
                break;
            case NewestUnknown m:
                _isAsking = false;
                state.Reads.NotAnswered(m.Error);
                break;
            default:
                _role?.On(message);
                break;
        }
        return default;
    }

    /// <inheritdoc/>
    public override ValueTask OnStopAsync()
    {
        _role?.End();
        _role = null;
        state.Candidacy.LeaveOffice();
        // Nobody waits for a store that may not come back: a new incarnation opens the buffer again.
        var why = state.LostBecause ?? new StoreUnavailableException("the store has stopped", mayHaveHappened: false);
        state.Refuse(why);
        state.Reads.FailAll(why);
        if (state.Follows)
            state.Leadership.Post(new StoreLeadership(state.Leadership.Current.Epoch, IsLeader: false, Leader: null));
        if (state.IsFinishing)
            state.Finish();
        return default;
    }

    void IStoreStage.Lead(RecoveredStore store) => Lead(store);

    void IStoreStage.Lose(StoreHistory history, Exception because)
    {
        if (state.Follows)
        {
            Become(new Following(this, history));
            state.Candidacy.LeaveOffice();
        }
        else
            LoseForGood(because);
    }

    private void Lead(RecoveredStore store)
    {
        if (state.Publication.Current is { } shown && shown.Revision > store.History.Revision)
            throw new InvariantException(
                $"the journal ends at revision {store.History.Revision}, but {shown.Revision} was acknowledged");
        state.Candidacy.TakeOffice();
        Become(new Leading(this, store));
    }

    private void Become(StoreRole role)
    {
        _role?.End();
        _role = role;
        role.Begin();
    }

    private void LoseForGood(Exception error)
    {
        state.Lose(new StoreUnavailableException(error.Message, mayHaveHappened: false, error));
        _role?.End();
        _role = null;
    }

    private ValueTask<RecoveredStore> RecoverAsync()
    {
        var candidate = state.CandidateOr(Context.System.Entropy);
        return new StoreRecovery(state.Journal, state.Codec, state.Options, Time, candidate, state.Lead)
            .RunAsync(state.Epoch, Ended);
    }

    /// <summary>One question at a time: who comes while it is under way gets the next one's answer.</summary>
    private void AskForNewest()
    {
        if (_isAsking || !state.Reads.TryAsk())
            return;
        _isAsking = true;
        Context.Pipe(
            state.Journal.FindLastAsync(Ended), row => new NewestFound(row), error => new NewestUnknown(error));
    }

    private void EndAsking(JournalRow? row)
    {
        _isAsking = false;
        state.Reads.Answered(row?.Position ?? default);
        _role?.Newest(row);
        AskForNewest();
    }

    private sealed record ReadTick : StoreMessage
    {
        public static ReadTick Instance { get; } = new();
    }

    private sealed record NewestFound(JournalRow? Row) : StoreMessage;

    private sealed record NewestUnknown(Exception Error) : StoreMessage;
}
