using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Roles;

/// <summary>Tells a follower that a row may lie behind what it has read.</summary>
/// <remarks>One wait at a time. Somebody else may notify of rows that never come: after a few of those it is silent
/// until rows have come, and the follower's ticks read often enough.</remarks>
internal sealed class RowBell(IStoreStage stage) : IDisposable
{
    private const int VainMax = 3;
    private readonly IJournalFollower _journal = (IJournalFollower)stage.State.Journal;
    private readonly CancellationTokenSource _over = new();
    private bool _isAwaited;
    private int _vain;

    /// <param name="after">What was read.</param>
    /// <param name="rung">Tells the store's actor, also when the journal cannot say.</param>
    public void Await(JournalPosition after, Func<StoreMessage> rung)
    {
        if (_isAwaited || ++_vain > VainMax)
            return;
        _isAwaited = true;
        stage.Context.Pipe(_journal.WaitForRowAsync(after, _over.Token), rung, _ => rung());
    }

    /// <summary>It has told.</summary>
    public void Rung() => _isAwaited = false;

    /// <summary>It, or a tick, was right.</summary>
    public void RowsCame() => _vain = 0;

    public void Dispose()
    {
        _over.Cancel();
        _over.Dispose();
    }
}
