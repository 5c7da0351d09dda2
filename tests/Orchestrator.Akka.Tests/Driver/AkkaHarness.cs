using Akka.Actor;
using Orchestrator.Actors;
using Orchestrator.Actors.Tests.Suite;
using Orchestrator.Akka.Driver;
using Orchestrator.Testing;

namespace Orchestrator.Akka.Tests.Driver;

/// <summary>The Akka driver on a clock that is ticked; idle is when no turn is queued or running.</summary>
internal sealed class AkkaHarness : IDriverHarness
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly ManualTime _time = new();
    private readonly ActorSystem _akka = ActorSystem.Create("suite", "akka { loglevel = OFF, stdout-loglevel = OFF }");
    private int _turns;
    private TaskCompletionSource? _idle;

    public AkkaHarness() =>
        System = new AkkaActorSystem(_akka, new AkkaActorSystemOptions { Time = _time, Turns = CountTurns });

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

    public async ValueTask DisposeAsync()
    {
        await System.DisposeAsync().AsTask().WaitAsync(Patience);
        await _akka.Terminate().WaitAsync(Patience);
    }

    private void CountTurns(int change)
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
