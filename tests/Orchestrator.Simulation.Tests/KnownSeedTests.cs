namespace Orchestrator.Simulation.Tests;

/// <summary>Seeds that have found something. What they found is also a plain test wherever one could be written, since a seed
/// means another run once the workload or the faults change.</summary>
public class KnownSeedTests
{
    [Theory]
    [InlineData(2, "Endpoints were compared with a cache older than the controller's own last write")]
    [InlineData(275, "Endpoints were compared with a cache older than the controller's own last write")]
    [InlineData(215, "a watch that no hub had seen yet when the router crashed was never ended")]
    [InlineData(230, "a watch that no hub had seen yet when the router crashed was never ended")]
    public void Seed_HoldsEveryInvariant(ulong seed, string found)
    {
        Assert.NotEmpty(found);
        ClusterSimulation.Run(seed);
    }
}
