using Orchestrator.Store.Journals;
using Orchestrator.Store.Recovery;

namespace Orchestrator.Store.Roles;

/// <summary>The orderly end of a leadership on a shared journal: its store stops, or was dismissed.</summary>
/// <remarks>What waits is written first; then the epoch is sealed for nobody, so that whoever reads that takes over at
/// once. Should the seal fail, followers notice the silence. A dismissed store follows afterwards; a journal that does
/// not answer holds it, or a store that stops, for no longer than a leader may be silent.</remarks>
internal sealed class Departure(IStoreStage stage, StoreRole role, RecoveredStore store)
{
    private bool _isDismissed;

    /// <summary>To begin when everything that waited has been written.</summary>
    public bool IsDue => State.IsFinishing || _isDismissed;

    /// <summary>The seal is on its way: nothing goes behind it.</summary>
    public bool HasBegun { get; private set; }

    private StoreState State => stage.State;

    /// <summary>Takes no more writes if the store has been dismissed. True when it just has.</summary>
    public bool TryDismiss()
    {
        if (!State.Candidacy.IsLeaving || _isDismissed)
            return false;
        _isDismissed = true;
        State.Buffer.Close(new NotLeaderException(null));
        State.Leadership.Post(new StoreLeadership(store.Epoch, IsLeader: false, Leader: null));
        Limit();
        return true;
    }

    /// <summary>On a shared journal another store leads then, whether or not this one has left.</summary>
    public void Limit()
    {
        if (State.Follows)
            stage.Context.Timers.Once(typeof(Overdue), State.Options.TakeoverAfter, new Overdue(role));
    }

    /// <param name="at">Behind the last row of this leadership.</param>
    /// <param name="timeMs">Not before that row's time.</param>
    public void Begin(JournalPosition at, long timeMs)
    {
        HasBegun = true;
        var row = SealFormat.Row(at, timeMs, Seal.Nobody);
        stage.Context.Pipe(
            State.Journal.AppendAsync(row, stage.Context.Ended), () => new Left(role), _ => new Left(role));
    }

    /// <summary>The seal is in, or somebody else's, or nobody knows.</summary>
    public void End()
    {
        if (State.IsFinishing)
            State.Finish();
        else
            Follow();
    }

    /// <summary>Waits no longer. An append that has not ended may be in the journal or come there yet: it is read like
    /// any other row, or refused by the next leader's seal.</summary>
    public void Follow()
    {
        State.Refuse(new NotLeaderException(null));
        stage.Lose(store.History, new NotLeaderException(null));
    }

    public void Cancel() => stage.Context.Timers.Cancel(typeof(Overdue));

    internal sealed record Left(StoreRole Role) : RoleMessage(Role);

    internal sealed record Overdue(StoreRole Role) : RoleMessage(Role);
}
