namespace Orchestrator.Store.Tests.Simulation;

/// <summary>Three stores on one journal, under crashes, pauses, cuts, lost notices and a bad disk.</summary>
public class SharedStoreSimulationTests
{
    private const int Seeds = 300;

    [Fact]
    public void OneWritesAtATime_NothingAcknowledgedIsLost_FollowersShowTheLeadersHistory()
    {
        var (seals, heartbeats, gaps, acknowledged) = (0, 0, 0, 0);
        for (var seed = 1UL; seed <= Seeds; seed++)
        {
            var tally = Run(seed).Tally;
            seals += tally.Seals;
            heartbeats += tally.Heartbeats;
            gaps += tally.Gaps;
            acknowledged += tally.Acknowledged;
        }
        // The runs had what they were to have.
        var had = $"{seals} seals, {heartbeats} heartbeats, {gaps} gaps, {acknowledged} acknowledged writes";
        Assert.True(seals > Seeds * 2 && heartbeats > Seeds && gaps > 0 && acknowledged > Seeds * 5, had);
    }

    [Fact]
    public void SameSeed_SameRun()
    {
        Assert.Equal(Run(7).TraceHash, Run(7).TraceHash);
        Assert.NotEqual(Run(7).TraceHash, Run(8).TraceHash);
    }

    private static SharedStoreSimulation Run(ulong seed)
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
        return simulation;
    }
}
