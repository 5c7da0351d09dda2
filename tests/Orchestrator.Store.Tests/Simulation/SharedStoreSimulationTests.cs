namespace Orchestrator.Store.Tests.Simulation;

/// <summary>Three stores on one journal, under crashes, pauses, cuts, lost notices and a bad disk.</summary>
public class SharedStoreSimulationTests
{
    private const int Seeds = 300;

    [Theory]
    [InlineData(Succession.Silence)]
    [InlineData(Succession.Appointment)]
    public void OneWritesAtATime_NothingAcknowledgedIsLost_FollowersShowTheLeadersHistory(Succession succession)
    {
        var (seals, heartbeats, gaps, acknowledged, dismissals, unread) = (0, 0, 0, 0, 0, 0);
        for (var seed = 1UL; seed <= Seeds; seed++)
        {
            var tally = Run(seed, succession).Tally;
            seals += tally.Seals;
            heartbeats += tally.Heartbeats;
            gaps += tally.Gaps;
            acknowledged += tally.Acknowledged;
            dismissals += tally.Dismissals;
            unread += tally.Unread;
        }
        // The runs had what they were to have.
        var had = $"{seals} seals, {heartbeats} heartbeats, {gaps} gaps, {acknowledged} acknowledged writes, "
            + $"{dismissals} dismissals, {unread} seals behind rows not read";
        Assert.True(seals > Seeds * 2 && heartbeats > Seeds && gaps > 0 && acknowledged > Seeds * 5, had);
        Assert.True(succession == Succession.Silence ? dismissals == 0 : dismissals > Seeds * 5, had);
        Assert.True(succession == Succession.Silence ? unread == 0 : unread > Seeds / 4, had);
    }

    [Theory]
    [InlineData(Succession.Silence)]
    [InlineData(Succession.Appointment)]
    public void SameSeed_SameRun(Succession succession)
    {
        Assert.Equal(Run(7, succession).TraceHash, Run(7, succession).TraceHash);
        Assert.NotEqual(Run(7, succession).TraceHash, Run(8, succession).TraceHash);
    }

    private static SharedStoreSimulation Run(ulong seed, Succession succession)
    {
        var simulation = new SharedStoreSimulation(seed, succession);
        try
        {
            simulation.Run(steps: 50);
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"seed {seed}, {succession}: {error.Message}", error);
        }
        return simulation;
    }
}
