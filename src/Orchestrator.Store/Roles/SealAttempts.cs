using Orchestrator.Actors;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Roles;

/// <summary>Appends the seal of a follower that takes over, and tells its role how that ended.</summary>
/// <remarks>
/// A follower that found its leader silent, or nobody leading, seals behind the last row it has applied: a row that is
/// there by then refuses it, which is right, for somebody lives. One that was ordered to lead seals behind whatever is
/// newest (<see cref="IJournalFollower.SealAsync"/>): one attempt, however busy the leader is. The rows between are
/// read before it leads; then it finds its own seal, as after one whose answer was lost.
/// </remarks>
internal sealed class SealAttempts(IStoreStage stage)
{
    private StoreState State => stage.State;

    public void Begin(StoreRole role, Followed followed, bool isOrder)
    {
        var position = followed.After.Next;
        var nowMs = stage.Context.System.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var row = SealFormat.Row(
            position, Math.Max(nowMs, followed.History.TimeMs), State.CandidateOr(stage.Context.System.Entropy),
            State.Options.Advertise);
        if (isOrder)
            stage.Context.Pipe(
                ((IJournalFollower)State.Journal).SealAsync(row, stage.Context.Ended),
                at => new SealAppended(role, at), error => new SealFailed(role, error, isOrder));
        else
            stage.Context.Pipe(
                State.Journal.AppendAsync(row, stage.Context.Ended),
                () => new SealAppended(role, position), error => new SealFailed(role, error, isOrder));
    }

    internal sealed record SealAppended(StoreRole Role, JournalPosition Position) : RoleMessage(Role);

    internal sealed record SealFailed(StoreRole Role, Exception Error, bool IsOrder) : RoleMessage(Role);
}
