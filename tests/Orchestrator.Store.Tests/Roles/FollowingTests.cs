using Orchestrator.Store.Simulation;

namespace Orchestrator.Store.Tests.Roles;

/// <summary>Stores that share a journal: one leads, the others follow it, show what it wrote and answer
/// reads.</summary>
public class FollowingTests
{
    [Fact]
    public void EmptyJournal_TheFirstLeads_TheNextFollowsAndNamesIt()
    {
        var stores = new SharedStores(3);
        var (first, second) = (stores.All[0], stores.All[1]);
        Assert.Equal(new StoreLeadership(1, true, first.Address), first.Host.Leadership);
        Assert.Equal(new StoreLeadership(1, false, first.Address), second.Host.Leadership);
        var refused = Assert.Throws<NotLeaderException>(() => stores.Write(second, Objects.Put("a")));
        Assert.Equal((first.Address, false), (refused.Leader, refused.MayHaveHappened));
        Assert.Equal(1, stores.Write(first, Objects.Put("a")).Revision);
    }

    [Fact]
    public void LeaderWrites_FollowersShowAndTellIt()
    {
        var stores = new SharedStores();
        var seen = new List<long>();
        using var watch = stores.Follower.Host.Subscribe(0, b => seen.AddRange(b.Changes.Select(c => c.Revision)));
        stores.Write(stores.Leader, Objects.Put("a", "one"));
        stores.Write(stores.Leader, Objects.Put("a", "two"));
        stores.RunFor(0.1);
        Assert.Equal([1, 2], seen);
        Assert.Equal("two", Objects.Text(stores.Follower.Host.Current.Get(Objects.Key("a"))));
        Assert.Equal("one", Objects.Text(stores.Follower.Host.Current.At(1).Get(Objects.Key("a"))));
    }

    [Fact]
    public void FollowerSleeps_AndWakes_DoesNotDisturbTheLeader()
    {
        var stores = new SharedStores();
        for (var i = 0; i < 5; i++)
        {
            stores.System.Pause(stores.Follower.Path);
            stores.RunFor(60);
            stores.System.Resume(stores.Follower.Path);
            stores.RunFor(5);
        }
        Assert.Equal((1, true), (stores.All[0].Host.Epoch, stores.All[0].Host.Leadership.IsLeader));
        Assert.Equal(stores.All[0].Address, stores.All[1].Host.Leadership.Leader);
    }

    [Fact]
    public void ReadLatest_OnAFollowerThatIsNotTold_ShowsEveryAnsweredWrite()
    {
        var stores = new SharedStores();
        stores.Disk.Faults = new DiskFaults { LostNotice = 1 };
        for (var i = 1; i <= 20; i++)
        {
            stores.Write(stores.Leader, Objects.Put($"k{i}"));
            Assert.Equal(i, stores.Latest(stores.Follower).Revision);
        }
    }

    [Fact]
    public void ReadsLatest_ShareTheQuestion()
    {
        var stores = new SharedStores();
        var follower = stores.Follower;
        stores.RunFor(5);
        var before = follower.Journal.Questions;
        stores.System.Run(async () =>
        {
            var reads = Enumerable.Range(0, 100).Select(
                _ => follower.Host.ReadAsync(Freshness.Latest).AsTask()).ToList();
            foreach (var read in reads)
                await read;
        });
        Assert.InRange(follower.Journal.Questions - before, 1, 2);
    }

    [Fact]
    public void ReadNotOlderThan_WaitsForTheRevision_ButNotForEver()
    {
        var stores = new SharedStores();
        var follower = stores.Follower.Host;
        stores.System.Run(async () =>
        {
            var read = follower.ReadAsync(Freshness.NotOlderThan(1)).AsTask();
            await stores.Leader.Host.WriteAsync(Objects.Put("a"));
            Assert.Equal(1, (await read).Revision);
        });
        var began = stores.System.Clock.Elapsed;
        Assert.Equal(1, stores.System.Run(() => follower.ReadAsync(Freshness.NotOlderThan(9))).Revision);
        Assert.InRange((stores.System.Clock.Elapsed - began).TotalSeconds, 2.5, 4);
    }

    [Fact]
    public void ReadLatest_CutOffFromTheJournal_IsRefusedInTime_AndTheLeaderKnowsItMayNotLead()
    {
        var stores = new SharedStores();
        foreach (var member in stores.All)
            stores.Disk.Cut(member.Disk, true);
        var began = stores.System.Clock.Elapsed;
        foreach (var member in stores.All)
            Assert.Throws<StoreUnavailableException>(() => stores.Latest(member));
        Assert.InRange((stores.System.Clock.Elapsed - began).TotalSeconds, 0, 7);
        stores.RunFor(5);
        Assert.All(stores.All, member => Assert.False(member.Host.Leadership.IsLeader));
        foreach (var member in stores.All)
            stores.Disk.Cut(member.Disk, false);
        stores.UntilLed();
        Assert.Equal(1, stores.Write(stores.Leader, Objects.Put("a")).Revision);
    }

    [Fact]
    public void FollowerSleptThroughACompaction_GoesOnFromTheSnapshot_AndTellsOfTheGap()
    {
        var stores = new SharedStores(options: SharedStores.Small);
        var (leader, sleeper) = (stores.Leader, stores.Follower);
        stores.Write(leader, Objects.Put("gone"));
        stores.Write(leader, Objects.Put("k1", "old"));
        stores.RunFor(1);
        var batches = new List<StoreBatch>();
        using var watch = sleeper.Host.Subscribe(2, batches.Add);
        stores.System.Pause(sleeper.Path);
        stores.Write(leader, Objects.Delete("gone"));
        for (var i = 4; i <= 300; i++)
        {
            stores.Write(leader, Objects.Put($"k{i % 10}", $"{i}"));
            stores.RunFor(0.05);
        }
        stores.System.Resume(sleeper.Path);
        stores.RunFor(2);
        Assert.True(batches[0].IsGap);
        Assert.Equal(["gone", .. Enumerable.Range(0, 10).Select(i => $"k{i}")],
            batches[0].Changes.Select(c => c.Key[(c.Key.LastIndexOf('/') + 1)..]));
        Assert.Equal("old", Objects.Text(batches[0].Changes[2].Previous));
        Assert.All(batches.Skip(1), batch => Assert.False(batch.IsGap));
        Assert.Equal(300, sleeper.Host.Current.Revision);
        Assert.Null(sleeper.Host.Current.Get(Objects.Key("gone")));
        Assert.Throws<CompactedException>(() => sleeper.Host.ChangesAfter(2, "/"));
        stores.Kill(leader);
        stores.UntilLed();
        Assert.Equal(301, stores.Write(sleeper, Objects.Put("next")).Revision);
        stores.CheckReopened(sleeper);
    }

    [Fact]
    public void QuietCluster_KeepsItsRevision_AndFewHeartbeats()
    {
        var stores = new SharedStores();
        stores.Write(stores.Leader, Objects.Put("a"));
        stores.RunFor(3600);
        Assert.Equal((1, 1), (stores.Leader.Host.Current.Revision, stores.Follower.Host.Current.Revision));
        Assert.Equal((1, 1), (stores.Leader.Host.Epoch, stores.Follower.Host.Leadership.Epoch));
        var rows = stores.System.Run(() => stores.Disk.Content.ReadAsync(new(1, 0), 1 << 20, default));
        Assert.InRange(rows.Count, 1, 700);
        Assert.True(rows[0].Position.Sequence > 5000);
        stores.Start();
        Assert.Equal(1, stores.All[2].Host.Current.Count("/"));
        stores.Kill(stores.All[0]);
        stores.UntilLed();
        Assert.Equal(2, stores.Write(stores.Leader, Objects.Put("b")).Revision);
        stores.CheckReopened(stores.Leader);
    }
}
