namespace Orchestrator.Store.Tests.Simulation;

/// <summary>Three stores on one journal, under crashes, pauses, cuts, lost notices and a bad disk.</summary>
public class SharedStoreSimulationTests
{
    private const int Seeds = 300;

    [Fact]
    public void OneWritesAtATime_NothingAcknowledgedIsLost_FollowersShowTheLeadersHistory()
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
        var simulation = new SharedStoreSimulation(seed);
        try
        {
            simulation.Run(steps: 50);
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"seed {seed}: {error.Message}", error);
        }
        return simulation.TraceHash;
    }
}
