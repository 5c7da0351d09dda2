using Orchestrator.Store.Simulation;

namespace Orchestrator.Store.Tests.Roles;

/// <summary>Leaders that die, leave, sleep or cannot write, and who leads after them.</summary>
public class TakingOverTests
{
    [Fact]
    public void LeaderDies_AFollowerTakesOverFromWhatItHas_AndReadsNothingAgain()
    {
        var stores = new SharedStores(options: SharedStores.Small);
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
        stores.CheckReopened(follower);
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
        stores.CheckReopened(old);
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
        var stores = new SharedStores(options: SharedStores.Small);
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
}
