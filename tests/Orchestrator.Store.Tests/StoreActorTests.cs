using Orchestrator.Actors.Simulated;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Simulation;

namespace Orchestrator.Store.Tests;

/// <summary>What the writer does when the disk or another leader is in its way.</summary>
public class StoreActorTests
{
    [Fact]
    public void AppendKeptButReportedFailed_IsAnsweredAsDone()
    {
        var (store, disk) = Start();
        disk.Faults = new DiskFaults { FailAfter = 1 };
        Assert.Equal(1, store.Write(Objects.Put("a")).Revision);
        Assert.Equal(2, store.Write(Objects.Put("b")).Revision);
        Assert.Equal(1, store.Host.Epoch);
    }

    [Fact]
    public void AppendNotKept_SaysSo_AndItsRevisionGoesToTheNextWrite()
    {
        var (store, disk) = Start();
        disk.Faults = new DiskFaults { FailBefore = 1 };
        var error = Assert.Throws<StoreUnavailableException>(() => store.Write(Objects.Put("a")));
        Assert.False(error.MayHaveHappened);
        Assert.NotNull(store.Host.Trouble);
        disk.Faults = DiskFaults.None;
        Assert.Equal(1, store.Write(Objects.Put("b")).Revision);
        Assert.Null(store.Host.Current.Get(Objects.Key("a")));
        Assert.Null(store.Host.Trouble);
    }

    [Fact]
    public void JournalAway_NobodyWaits_AndItsReturnSettlesTheOpenWrite()
    {
        var (store, disk) = Start();
        disk.Faults = new DiskFaults { FailAfter = 1, FailRead = 1 };
        var open = Assert.Throws<StoreUnavailableException>(() => store.Write(Objects.Put("a")));
        Assert.True(open.MayHaveHappened);
        var refused = Assert.Throws<StoreUnavailableException>(() => store.Write(Objects.Put("b")));
        Assert.False(refused.MayHaveHappened);
        disk.Faults = DiskFaults.None;
        store.System.RunFor(TimeSpan.FromSeconds(10));
        Assert.NotNull(store.Host.Current.Get(Objects.Key("a")));
        Assert.Equal(2, store.Write(Objects.Put("b")).Revision);
    }

    [Fact]
    public void FullDisk_SaysWhatToDo_ReadsGoOn_AndItRecovers()
    {
        var (store, disk) = Start();
        store.Write(Objects.Put("a"));
        disk.IsFull = true;
        var error = Assert.Throws<StoreUnavailableException>(() => store.Write(Objects.Put("b")));
        Assert.IsType<JournalFullException>(error.InnerException);
        Assert.Equal(1, store.System.Run(() => store.Host.ReadAsync(Freshness.Latest)).Revision);
        disk.IsFull = false;
        Assert.Equal(2, store.Write(Objects.Put("b")).Revision);
    }

    [Fact]
    public void RivalTakesOver_TheOldLeaderNeverWritesAgain()
    {
        var (store, disk) = Start();
        store.Write(Objects.Put("a", "old"));
        var rival = store.Begin(disk.Open());
        store.System.Run(() => rival.ReadyAsync());
        store.System.Run(() => rival.WriteAsync(Objects.Put("a", "new")));

        Assert.Throws<StoreUnavailableException>(() => store.System.Run(() => store.Host.ReadAsync(Freshness.Latest)));
        Assert.Equal(1, store.System.Run(() => store.Host.ReadAsync(Freshness.Any)).Revision);
        Assert.Throws<StoreUnavailableException>(() => store.Write(Objects.Put("a", "stale")));
        Assert.True(store.Host.LeadershipLost.IsCompleted);
        Assert.Throws<StoreUnavailableException>(() => store.Write(Objects.Put("b", "stale")));
        Assert.Equal("new", Objects.Text(rival.Current.Get(Objects.Key("a"))));
        Assert.Equal(3, store.System.Run(() => rival.WriteAsync(Objects.Put("c"))).Revision);
    }

    [Fact]
    public void ReadLatest_WhereLeadershipCannotBeConfirmed_IsRefused()
    {
        var (store, disk) = Start();
        disk.Faults = new DiskFaults { FailRead = 1 };
        Assert.Throws<StoreUnavailableException>(() => store.System.Run(() => store.Host.ReadAsync(Freshness.Latest)));
        disk.Faults = DiskFaults.None;
        Assert.Equal(0, store.System.Run(() => store.Host.ReadAsync(Freshness.Latest)).Revision);
    }

    [Fact]
    public void OldLeadersActorRestarts_DoesNotTakeTheStoreBack()
    {
        var (store, disk) = Start();
        var path = store.Path;
        var rival = store.Begin(disk.Open());
        store.System.Run(() => rival.ReadyAsync());
        store.System.Crash(path);
        store.System.RunFor(TimeSpan.FromMinutes(1));
        Assert.True(store.Host.LeadershipLost.IsCompleted);
        Assert.Equal(1, store.System.Run(() => rival.WriteAsync(Objects.Put("a"))).Revision);
    }

    [Fact]
    public void SealReportedFailed_IsRecognisedAsOwn()
    {
        var (store, disk) = Start();
        store.Write(Objects.Put("a"));
        disk.Faults = new DiskFaults { FailAfter = 1 };
        store.System.Crash(store.Path);
        store.System.RunFor(TimeSpan.FromSeconds(1));
        disk.Faults = DiskFaults.None;
        store.System.RunFor(TimeSpan.FromMinutes(1));
        Assert.False(store.Host.LeadershipLost.IsCompleted);
        Assert.Equal(2, store.Write(Objects.Put("b")).Revision);
    }

    [Fact]
    public void CrashedWithAnAppendUnderWay_TellsTheWriter_AndSubscribersSeeWhatWasKept()
    {
        var (store, disk) = Start();
        disk.Faults = new DiskFaults { DelayMax = TimeSpan.FromSeconds(1) };
        var seen = new List<long>();
        using var subscription = store.Host.Subscribe(0, batch => seen.AddRange(batch.Changes.Select(c => c.Revision)));
        Task<WriteResult> write = null!;
        store.System.Run(() =>
        {
            write = store.Host.WriteAsync(Objects.Put("a")).AsTask();
            return default;
        });
        store.System.RunUntilIdle();
        store.System.Crash(store.Path);
        store.System.RunFor(TimeSpan.FromMinutes(1));
        var error = Assert.IsType<StoreUnavailableException>(write.Exception!.InnerException);
        Assert.True(error.MayHaveHappened);
        Assert.Equal([1], seen);
        Assert.NotNull(store.Host.Current.Get(Objects.Key("a")));
    }

    [Fact]
    public void Snapshots_CostWhatChanged_AndRowsOfTheDroppedWindowGo()
    {
        var journal = new MemoryJournal();
        var options = new StoreOptions { HistoryWindow = TimeSpan.FromMinutes(1), SegmentBytes = 4000 };
        var store = new SimulatedStore(journal: journal, options: options);
        store.WriteAll([.. Enumerable.Range(0, 400).Select(i => Objects.Put($"k{i:D3}"))]);
        store.System.RunFor(TimeSpan.FromMinutes(2));
        store.Write(Objects.Put("k200", "late"));
        store.System.RunFor(TimeSpan.FromMinutes(2));
        store.Write(Objects.Put("k200", "later"));
        store.System.RunFor(TimeSpan.FromMinutes(2));
        var segments = store.System.Run(() => journal.ListSegmentsAsync(default));
        Assert.InRange(segments.Count, 10, 60);
        // The first snapshot numbered all of them; the second wrote one or two more.
        Assert.InRange(segments.Max(s => s.Number) - segments.Count, 1, 3);
        Assert.Equal(401, store.Host.Current.CompactedRevision);
        Assert.Single(store.System.Run(() => journal.ReadAsync(new(1, 0), 1 << 20, default)));
        store.Restart();
        Assert.Equal(402, store.Host.Current.Revision);
        Assert.Equal(400, store.Host.Current.Count("/registry/"));
        Assert.Equal("late", Objects.Text(store.Host.Current.At(401).Get(Objects.Key("k200"))));
    }

    [Fact]
    public void Stop_WritesTheSnapshotThatIsDue()
    {
        var journal = new MemoryJournal();
        var store = new SimulatedStore(journal: journal, options: new StoreOptions
        {
            HistoryWindow = TimeSpan.FromMinutes(1),
            CompactionPeriod = TimeSpan.FromHours(1),
        });
        store.Write(Objects.Put("a"));
        store.System.RunFor(TimeSpan.FromMinutes(5));
        store.Write(Objects.Put("b"));
        store.System.RunFor(TimeSpan.FromMinutes(5));
        store.Restart();
        Assert.Equal(1, store.System.Run(() => journal.FindManifestAsync(default))!.Revision);
        Assert.Equal(2, store.Host.Current.Count("/registry/"));
    }

    private static (SimulatedStore Store, SimulatedDisk Disk) Start()
    {
        SimulatedDisk disk = null!;
        var store = new SimulatedStore(
            new SimulatedActorSystem(1),
            system => (disk = new SimulatedDisk(system.Fork("disk"), system.Time)).Open());
        return (store, disk);
    }
}
