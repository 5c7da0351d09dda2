using Orchestrator.Store.Journals;
using Orchestrator.Store.Simulation;

namespace Orchestrator.Store.Tests.Roles;

/// <summary>Stores that share a journal: one leads, the others follow it and take over.</summary>
public class FollowingTests
{
    private static readonly StoreOptions Small = new()
    {
        HistoryChangesMax = 40,
        CompactionPeriod = TimeSpan.FromSeconds(1),
        SegmentBytes = 700,
    };

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
    public void LeaderDies_AFollowerTakesOverFromWhatItHas_AndReadsNothingAgain()
    {
        var stores = new SharedStores(options: Small);
        for (var i = 1; i <= 200; i++)
            stores.Write(stores.Leader, Objects.Put($"k{i % 30}", $"{i}"));
        stores.RunFor(3);
        var follower = stores.Follower;
        var (rows, segments) = (follower.Journal.RowsRead, follower.Journal.SegmentsRead);
        stores.Kill(stores.Leader);
        var took = stores.UntilLed();
        Assert.InRange(took.TotalSeconds, 1.0, 2.3);
        Assert.Equal((rows, segments), (follower.Journal.RowsRead, follower.Journal.SegmentsRead));
        Assert.Equal(new StoreLeadership(2, true, follower.Address), follower.Host.Leadership);
        Assert.Equal(201, stores.Write(follower, Objects.Put("next")).Revision);
        CheckReopened(stores, follower);
    }

    [Fact]
    public void DiskFull_TheLeaderGoesOnBeingNamed_AndGoesOnWhenThereIsRoom()
    {
        var stores = new SharedStores(3);
        var leader = stores.Leader;
        var followers = stores.All.Where(member => member != leader).ToList();
        stores.Write(leader, Objects.Put("a"));
        stores.RunFor(0.1);
        var told = new List<string?>();
        using var listening = followers[0].Host.OnLeadership(now => told.Add(now.Leader));

        stores.Disk.IsFull = true;
        stores.RunFor(30);

        Assert.All(followers, f => Assert.Equal(new StoreLeadership(1, false, leader.Address), f.Host.Leadership));
        // Nobody was named while it was tried whether somebody else could lead; only once.
        Assert.Equal([leader.Address, null, leader.Address], told);
        var refused = Assert.Throws<StoreUnavailableException>(() => stores.Write(leader, Objects.Put("b")));
        Assert.Contains("no space", refused.Message);
        stores.Disk.IsFull = false;
        stores.RunFor(3);
        Assert.Equal(2, stores.Write(stores.Leader, Objects.Put("b")).Revision);
        stores.RunFor(0.1);
        Assert.All(
            stores.All, member => Assert.Equal(stores.Leader.Address, member.Host.Leadership.Leader));
    }

    [Fact]
    public void DiskFull_AndTheLeaderDies_SomebodyElseLeadsWhenThereIsRoom()
    {
        var stores = new SharedStores(3);
        stores.Write(stores.Leader, Objects.Put("a"));
        stores.RunFor(0.1);
        stores.Disk.IsFull = true;
        stores.RunFor(5);

        stores.Kill(stores.Leader);
        stores.RunFor(30);
        stores.Disk.IsFull = false;

        Assert.InRange(stores.UntilLed().TotalSeconds, 0, 2.5);
        Assert.Equal(2, stores.Write(stores.Leader, Objects.Put("b")).Revision);
    }

    [Fact]
    public void LeaderLeavesInOrder_AFollowerTakesOverAtOnce()
    {
        var stores = new SharedStores(3);
        stores.Write(stores.Leader, Objects.Put("a"));
        stores.Stop(stores.Leader);
        Assert.InRange(stores.UntilLed().TotalMilliseconds, 0, 100);
        Assert.Equal(2, stores.Write(stores.Leader, Objects.Put("b")).Revision);
        stores.RunFor(1);
        Assert.Equal(stores.Leader.Address, stores.Follower.Host.Leadership.Leader);
    }

    [Fact]
    public void LeaderSleeps_AndWakesAsAFollower_ItsWritesAnsweredHonestly_ItsWatchWhole()
    {
        var stores = new SharedStores();
        var (old, heir) = (stores.Leader, stores.Follower);
        var seen = new List<long>();
        using var watch = old.Host.Subscribe(0, b => seen.AddRange(b.Changes.Select(c => c.Revision)));
        var told = new List<StoreLeadership>();
        using var listening = old.Host.OnLeadership(told.Add);
        stores.Write(old, Objects.Put("a", "before"));
        stores.System.Pause(old.Path);
        Task<WriteResult> asleep = null!;
        stores.System.Run(() =>
        {
            asleep = old.Host.WriteAsync(Objects.Put("a", "stale")).AsTask();
            return default;
        });
        stores.RunFor(30);
        stores.Write(heir, Objects.Put("b", "meanwhile"));
        stores.System.Resume(old.Path);
        stores.RunFor(1);

        Assert.False(Assert.IsType<NotLeaderException>(asleep.Exception!.InnerException).MayHaveHappened);
        Assert.Equal([1, 2], seen);
        Assert.Equal("before", Objects.Text(old.Host.Current.Get(Objects.Key("a"))));
        Assert.Equal(new StoreLeadership(2, false, heir.Address), old.Host.Leadership);
        Assert.Equal((true, false), (told[0].IsLeader, told[^1].IsLeader));
        Assert.Equal(3, stores.Write(heir, Objects.Put("c")).Revision);
        Assert.Equal(3, stores.Latest(old).Revision);
    }

    [Fact]
    public void LeaderThatNeverWrote_Loses_AndGoesOnBehindItsOwnSeal()
    {
        var stores = new SharedStores();
        var (old, heir) = (stores.Leader, stores.Follower);
        stores.System.Pause(old.Path);
        stores.RunFor(10);
        Assert.True(heir.Host.Leadership.IsLeader);
        stores.System.Resume(old.Path);
        stores.RunFor(1);
        stores.Kill(heir);
        stores.UntilLed();
        Assert.Equal((3, 3), (old.Host.Epoch, old.Host.Leadership.Epoch));
        Assert.Equal(1, stores.Write(old, Objects.Put("a")).Revision);
        CheckReopened(stores, old);
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
    public void AppendThatDoesNotEnd_TheLeaderNoLongerCallsItselfOne_AndDoesAgainWhenItEnds()
    {
        var stores = new SharedStores(1);
        var leader = stores.Leader.Host;
        stores.Disk.Faults = new DiskFaults { Stall = 1, StallMax = TimeSpan.FromSeconds(4) };
        Task<WriteResult> first = null!, second = null!;
        stores.System.Run(async () =>
        {
            first = leader.WriteAsync(Objects.Put("a")).AsTask();
            await Task.Delay(TimeSpan.FromSeconds(1), stores.System.Time);
            second = leader.WriteAsync(Objects.Put("b")).AsTask();
        });
        stores.RunFor(1.5);
        Assert.False(leader.Leadership.IsLeader);
        Assert.IsType<NotLeaderException>(second.Exception!.InnerException);
        stores.Disk.Faults = DiskFaults.None;
        stores.RunFor(5);
        Assert.True(first.IsCompletedSuccessfully);
        Assert.True(leader.Leadership.IsLeader);
        Assert.Equal(2, stores.Write(stores.Leader, Objects.Put("b")).Revision);
    }

    [Fact]
    public void AppendKeptButReportedFailed_AndCompactedByTheSuccessorSince_IsAnsweredAsDone()
    {
        var stores = new SharedStores(options: Small);
        var (old, heir) = (stores.Leader, stores.Follower);
        stores.Disk.Faults = new DiskFaults { FailAfter = 1 };
        var isKept = false;
        stores.Disk.Observer = _ => isKept = true;
        Task<WriteResult> write = null!;
        stores.System.Run(() =>
        {
            write = old.Host.WriteAsync(Objects.Put("kept")).AsTask();
            return default;
        });
        stores.System.RunUntil(() => isKept, TimeSpan.FromSeconds(1));
        stores.System.Pause(old.Path);
        stores.Disk.Faults = DiskFaults.None;
        stores.RunFor(5);
        for (var i = 2; i <= 200; i++)
            stores.Write(heir, Objects.Put($"k{i % 10}"));
        stores.RunFor(5);
        Assert.Single(stores.System.Run(() => stores.Disk.Content.ReadAsync(new(1, 0), 1 << 20, default)));
        stores.System.Resume(old.Path);
        stores.RunFor(2);
        Assert.Equal(1, stores.System.Run(async () => (await write).Revision));
        Assert.Equal(200, old.Host.Current.Revision);
    }

    [Fact]
    public void FollowerSleptThroughACompaction_GoesOnFromTheSnapshot_AndTellsOfTheGap()
    {
        var stores = new SharedStores(options: Small);
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
        CheckReopened(stores, sleeper);
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
        CheckReopened(stores, stores.Leader);
    }

    [Fact]
    public void LeadersActorCrashes_ItLeadsAgainAtOnce()
    {
        var stores = new SharedStores();
        var leader = stores.Leader;
        stores.Write(leader, Objects.Put("a"));
        stores.System.Crash(leader.Path);
        stores.System.RunUntilIdle();
        Assert.False(leader.Host.Leadership.IsLeader);
        Assert.InRange(stores.UntilLed().TotalSeconds, 0, 1);
        Assert.True(leader.Host.Leadership.IsLeader);
        Assert.Equal(2, stores.Write(leader, Objects.Put("b")).Revision);
    }

    [Fact]
    public void SealKeptButReportedFailed_IsRecognisedAsOwn()
    {
        var stores = new SharedStores();
        stores.Kill(stores.Leader);
        stores.Disk.Faults = new DiskFaults { FailAfter = 1 };
        stores.RunFor(1.9);
        stores.Disk.Faults = DiskFaults.None;
        stores.UntilLed();
        Assert.Equal(2, stores.Leader.Host.Epoch);
    }

    [Fact]
    public void WritesOfALeaderThatLeaves_AreAllAnswered()
    {
        var stores = new SharedStores();
        var leader = stores.Leader;
        stores.System.Run(async () =>
        {
            var writes = Enumerable.Range(0, 50).Select(
                i => leader.Host.WriteAsync(Objects.Put($"k{i}")).AsTask()).ToList();
            await leader.Host.StopAsync();
            foreach (var write in writes)
                Assert.True((await write).Succeeded);
        });
        stores.RunFor(1);
        Assert.Equal(50, stores.All[1].Host.Current.Revision);
        Assert.True(stores.All[1].Host.Leadership.IsLeader);
    }

    /// <summary>What a store that starts anew finds is what a running one shows.</summary>
    private static void CheckReopened(SharedStores stores, SharedStores.Member running)
    {
        stores.RunFor(5);
        var cold = stores.Start();
        var (shown, loaded) = (stores.Latest(running), stores.Latest(cold));
        Assert.Equal(shown.Revision, loaded.Revision);
        Assert.Equal(
            shown.Range("/").Select(e => (e.Key, e.CreateRevision, e.ModRevision)),
            loaded.Range("/").Select(e => (e.Key, e.CreateRevision, e.ModRevision)));
    }
}
