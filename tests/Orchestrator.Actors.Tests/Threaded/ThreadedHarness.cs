using Orchestrator.Actors.Tests.Suite;
using Orchestrator.Actors.Threaded;
using Orchestrator.Testing;

namespace Orchestrator.Actors.Tests.Threaded;

/// <summary>The threaded driver on a clock that is ticked; idle is when no turn is queued or running.</summary>
internal sealed class ThreadedHarness : IDriverHarness
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly ManualTime _time = new();
    private int _turns;
    private TaskCompletionSource? _idle;

    public ThreadedHarness() =>
        System = new ThreadedActorSystem(new ThreadedActorSystemOptions { Time = _time, Dispatch = Dispatch });

    public IActorSystem System { get; }

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
        while (_time.UntilNextTimer is { } wait && wait <= by)
        {
            _time.Advance(wait);
            by -= wait;
            await SettleAsync();
        }
        _time.Advance(by);
        await SettleAsync();
    }

    public Task RunAsync(Func<ValueTask> code) => code().AsTask().WaitAsync(Patience);

    public async ValueTask DisposeAsync() => await System.DisposeAsync().AsTask().WaitAsync(Patience);

    private void Dispatch(IThreadPoolWorkItem turn)
    {
        lock (_lock)
            _turns++;
        ThreadPool.UnsafeQueueUserWorkItem(_ => Run(turn), null);
    }

    private void Run(IThreadPoolWorkItem turn)
    {
        turn.Execute();
        lock (_lock)
        {
            if (--_turns > 0)
                return;
            _idle?.SetResult();
            _idle = null;
        }
    }
}
