using Orchestrator.Testing;

namespace Orchestrator.Actors.Tests.Suite;

/// <summary>A driver on threads, with a clock that is ticked; idle is when no turn is queued or running.</summary>
public abstract class TickedHarness : IDriverHarness
{
    private readonly Lock _lock = new();
    private int _turns;
    private TaskCompletionSource? _idle;

    public abstract IActorSystem System { get; }

    protected static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    protected ManualTime Time { get; } = new();

    public Task SettleAsync()
    {
        lock (_lock)
        {
            if (_turns == 0)
                return Task.CompletedTask;
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task.WaitAsync(Patience);
        }
    }

    public async Task AdvanceAsync(TimeSpan by)
    {
        await SettleAsync();
        while (Time.UntilNextTimer is { } wait && wait <= by)
        {
            Time.Advance(wait);
            by -= wait;
            await SettleAsync();
        }
        Time.Advance(by);
        await SettleAsync();
    }

    public Task RunAsync(Func<ValueTask> code) => code().AsTask().WaitAsync(Patience);

    public virtual async ValueTask DisposeAsync() => await System.DisposeAsync().AsTask().WaitAsync(Patience);

    /// <summary>Turns were queued, or have ended.</summary>
    protected void CountTurns(int change)
    {
        lock (_lock)
        {
            _turns += change;
            if (_turns > 0)
                return;
            _idle?.SetResult();
            _idle = null;
        }
    }
}
