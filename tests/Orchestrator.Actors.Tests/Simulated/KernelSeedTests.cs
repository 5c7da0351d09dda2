using Orchestrator.Actors.Simulated;

namespace Orchestrator.Actors.Tests.Simulated;

/// <summary>
/// Trees that grow, fail, wait, stop and are crashed at random: the kernel's promises hold on every seed.
/// </summary>
public sealed class KernelSeedTests
{
    private const int Seeds = 300;

    [Fact]
    public void RandomTrees_PromisesHold()
    {
        for (var seed = 1UL; seed <= Seeds; seed++)
            RunSeed(seed);
    }

    [Fact]
    public void RandomTrees_SameSeedSameTrace() => Assert.Equal(RunSeed(1), RunSeed(1));

    private static ulong RunSeed(ulong seed)
    {
        var simulation = new SimulatedActorSystem(seed);
        var ledger = new LifeLedger();
        var faults = simulation.Fork("faults");
        simulation.Stepped += _ =>
        {
            var live = simulation.LivePaths;
            if (live.Count > 0 && faults.Next(50) == 0)
                simulation.Crash(live[faults.Next(live.Count)]);
        };
        for (var i = 0; i < 3; i++)
            simulation.Spawn($"root-{i}", () => new RandomActor(ledger, depth: 0));
        simulation.RunFor(TimeSpan.FromSeconds(20));
        simulation.Run(simulation.StopAsync);
        simulation.RunUntilIdle();

        Assert.Empty(simulation.LivePaths);
        Assert.True(ledger.Started > 3, $"seed {seed}: nothing happened");
        Assert.True(ledger.Living == 0, $"seed {seed}: {ledger.Living} incarnations started and never stopped");
        return simulation.TraceHash;
    }
}
