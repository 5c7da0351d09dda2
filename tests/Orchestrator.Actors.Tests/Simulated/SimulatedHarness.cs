using Orchestrator.Actors.Simulated;
using Orchestrator.Actors.Tests.Suite;

namespace Orchestrator.Actors.Tests.Simulated;

/// <summary>The simulated driver; everything it does ends synchronously.</summary>
internal sealed class SimulatedHarness : IDriverHarness
{
    private readonly SimulatedActorSystem _simulation = new(seed: 42);

    public IActorSystem System => _simulation;

    public Task SettleAsync()
    {
        _simulation.RunUntilIdle();
        return Task.CompletedTask;
    }

    public Task AdvanceAsync(TimeSpan by)
    {
        _simulation.RunFor(by);
        return Task.CompletedTask;
    }

    public Task RunAsync(Func<ValueTask> code)
    {
        _simulation.Run(code);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => _simulation.DisposeAsync();
}
