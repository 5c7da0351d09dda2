namespace Orchestrator.Store.Tests.Simulation;

/// <summary>The store on a bad disk, under crashes of its actor and its process, and rivals that take over.</summary>
public class StoreSimulationTests
{
    private const int Seeds = 300;

    [Fact]
    public void AcknowledgedWritesAreKept_RevisionsRise_WatchesAreWhole()
    {
        for (var seed = 1UL; seed <= Seeds; seed++)
            Run(seed);
    }

    [Fact]
    public void SameSeed_SameRun()
    {
        Assert.Equal(Run(7), Run(7));
        Assert.NotEqual(Run(7), Run(8));
    }

    private static ulong Run(ulong seed)
    {
        var simulation = new StoreSimulation(seed);
        try
        {
            simulation.Run(steps: 60);
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"seed {seed}: {error.Message}", error);
        }
        return simulation.TraceHash;
    }
}
