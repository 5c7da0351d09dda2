namespace Orchestrator.Hosting.Tests.Clusters;

public sealed class JournalSightTests
{
    private readonly SightModel _cluster = new(7, members: 3);

    public JournalSightTests() => _cluster.RunFor(20);

    [Fact]
    public void EveryoneHears_NobodyLeaves()
    {
        _cluster.RunFor(600);
        Assert.Empty(_cluster.Left);
        Assert.Empty(_cluster.Told);
    }

    [Fact]
    public void OldestIsCutOff_ItLeavesOnce_AndComesBackAsTheYoungest()
    {
        var at = _cluster.Now;
        _cluster.CutOff("cp-1");
        _cluster.RunFor(30);

        var (who, when, _) = Assert.Single(_cluster.Left);
        Assert.Equal("cp-1", who);
        Assert.InRange((when - at).TotalSeconds, 2.5, 4);
        Assert.Equal("cp-2", _cluster.Oldest);
        _cluster.Mend("cp-1");
        _cluster.RunFor(60);
        Assert.Single(_cluster.Left);
        Assert.Equal("cp-2", _cluster.Oldest);
    }

    [Fact]
    public void AnotherIsCutOff_ItStays()
    {
        _cluster.CutOff("cp-2");
        _cluster.RunFor(60);
        _cluster.Mend("cp-2");
        _cluster.RunFor(20);
        Assert.Empty(_cluster.Left);
        Assert.Equal(["cp-2 lost", "cp-2 back"], _cluster.Told);
    }

    [Fact]
    public void TwoAreCutOff_OneAfterTheOther_TheLastStays()
    {
        _cluster.CutOff("cp-1");
        _cluster.RunFor(2.9);
        _cluster.CutOff("cp-2");
        _cluster.RunFor(30);
        Assert.Equal(["cp-1", "cp-2"], _cluster.Left.Select(left => left.Who));
        Assert.Equal("cp-3", _cluster.Oldest);

        _cluster.CutOff("cp-3");
        _cluster.RunFor(120);
        Assert.Equal(2, _cluster.Left.Count);
        Assert.Equal("cp-3", _cluster.Oldest);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(60)]
    public void DatabaseIsAwayForAll_NobodyLeaves(double seconds)
    {
        _cluster.StopDatabase();
        _cluster.RunFor(seconds);
        _cluster.StartDatabase();
        _cluster.RunFor(60);
        Assert.Empty(_cluster.Left);
    }

    [Fact]
    public void ProcessStoodStill_ItDoesNotTakeThatForSilence()
    {
        _cluster.Pause("cp-1", 30);
        _cluster.RunFor(60);
        Assert.Empty(_cluster.Left);
    }

    /// <summary>Whatever is cut and mended: who leaves does so for somebody who hears, and the one that is placed hears
    /// the database some time after one of them steadily could.</summary>
    [Fact]
    public void RandomCuts_NobodyLeavesInVain_AndWhoHearsIsPlaced()
    {
        for (ulong seed = 1; seed <= 300; seed++)
            Check(seed);
    }

    /// <summary>Outages of the database for all, of whatever length and however close: nobody leaves.</summary>
    [Fact]
    public void RandomOutages_NobodyLeaves()
    {
        for (ulong seed = 1; seed <= 300; seed++)
        {
            var cluster = new SightModel(seed, members: 2 + (int)(seed % 3));
            cluster.RunFor(15);
            for (var i = 0; i < 10; i++)
            {
                cluster.StopDatabase();
                cluster.RunFor(20 * cluster.Entropy.NextDouble());
                cluster.StartDatabase();
                cluster.RunFor(20 * cluster.Entropy.NextDouble());
            }
            Assert.True(cluster.Left.Count == 0, $"seed {seed}: {string.Join(", ", cluster.Left)}");
        }
    }

    private static void Check(ulong seed)
    {
        var cluster = new SightModel(seed, members: 3);
        cluster.RunFor(15);
        string[] all = ["cp-1", "cp-2", "cp-3"];
        var cut = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 12; i++)
        {
            var member = all[cluster.Entropy.Next(all.Length)];
            if (cut.Remove(member))
                cluster.Mend(member);
            else if (cut.Add(member))
                cluster.CutOff(member);
            for (var seconds = cluster.Entropy.Next(12); seconds >= 0; seconds--)
            {
                var before = cluster.Left.Count;
                cluster.RunFor(1);
                foreach (var left in cluster.Left.Skip(before))
                    Assert.True(all.Any(one => one != left.Who && cluster.CanHear(one)), $"seed {seed}: {left}");
            }
        }
        // Now one is steadily heard from, if any is: it, or another that hears, is the oldest in the end.
        if (cut.Count == all.Length)
            return;
        cluster.RunFor(60);
        Assert.True(!cut.Contains(cluster.Oldest), $"seed {seed}: {cluster.Oldest} is placed, and cut off");
    }
}
