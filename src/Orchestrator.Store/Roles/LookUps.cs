using Orchestrator.Actors;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Roles;

/// <summary>Reads what lies where a failed append was to go: nothing, that append, or another leader's seal.</summary>
/// <remarks>Tells its role how each reading ended; one that failed is made again when the role says so, after a
/// pause.</remarks>
internal sealed class LookUps(IStoreStage stage, StoreRole role)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100), LastPause = TimeSpan.FromSeconds(5);
    private readonly Backoff _pauses =
        new(FirstPause, stage.State.Follows ? stage.State.Options.Heartbeat : LastPause);

    private int _failures;

    /// <summary>The last one failed, or is being made again.</summary>
    public bool IsFailing => _failures > 0;

    /// <param name="append">Where the row was to go.</param>
    /// <param name="error">What became of it.</param>
    public void Begin(JournalPosition append, Exception error)
    {
        var before = append with { Sequence = append.Sequence - 1 };
        stage.Context.Pipe(
            stage.State.Journal.ReadAsync(before, bytesMax: 1, stage.Context.Ended),
            rows => new LookedUp(role, error, rows),
            failure => new LookUpFailed(role, error, failure));
    }

    public void BeginLater(Exception error)
    {
        _failures++;
        var pause = _pauses.After(_failures, stage.Context.System.Entropy);
        stage.Context.Timers.Once(typeof(LookUpDue), pause, new LookUpDue(role, error));
    }

    public void Succeeded() => _failures = 0;

    public void Cancel() => stage.Context.Timers.Cancel(typeof(LookUpDue));

    internal sealed record LookedUp(StoreRole Role, Exception Error, IReadOnlyList<JournalRow> Rows)
        : RoleMessage(Role);

    internal sealed record LookUpFailed(StoreRole Role, Exception Error, Exception Failure) : RoleMessage(Role);

    internal sealed record LookUpDue(StoreRole Role, Exception Error) : RoleMessage(Role);
}
