using Orchestrator.Store.Journals;
using Orchestrator.Store.Tests;

namespace Orchestrator.Store.Postgres.Tests;

/// <summary>A process that can be put to sleep: its calls are made when it wakes, also those that nobody waits for any
/// more.</summary>
internal sealed class SleepingJournal(IJournal inner) : PassingJournal(inner)
{
    private volatile Task _awake = Task.CompletedTask;
    private TaskCompletionSource? _woken;

    public void Sleep()
    {
        _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _awake = _woken.Task;
    }

    public void Wake() => _woken?.TrySetResult();

    protected override ValueTask PassAsync(CancellationToken cancellation) => new(_awake);
}
