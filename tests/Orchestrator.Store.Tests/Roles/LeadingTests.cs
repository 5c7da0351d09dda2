using Orchestrator.Actors.Simulated;
using Orchestrator.Store.Simulation;

namespace Orchestrator.Store.Tests.Roles;

/// <summary>A leader that is stopped while its journal does not answer: it ends in time, and every write has its
/// answer.</summary>
public class LeadingTests
{
    [Theory]
    [InlineData(false, 0.1)]
    [InlineData(true, 0.01)]
    public void StoppedWhileCutOffFromTheJournal_EndsAtOnce(bool isKnown, double secondsMax)
    {
        var stores = new SharedStores(2);
        var (leader, other) = (stores.Leader, stores.Follower);
        stores.Disk.Cut(leader.Disk, true);
        if (isKnown)
            stores.RunFor(1);
        var took = stores.SecondsOf(async () =>
        {
            var write = leader.Host.WriteAsync(Objects.Put("a")).AsTask();
            await leader.Host.StopAsync();
            Assert.Equal(!isKnown, (await RefusalOf(write)).MayHaveHappened);
        });
        Assert.InRange(took, 0, secondsMax);
        stores.RunFor(5);
        Assert.True(other.Host.Leadership.IsLeader);
        Assert.Equal(1, stores.Write(other, Objects.Put("b")).Revision);
    }

    [Fact]
    public void StoppedWhileAnAppendDoesNotEnd_EndsWhenAnotherMayLead_AndSaysThatItMayHaveHappened()
    {
        var stores = new SharedStores(2);
        var leader = stores.Leader;
        stores.Disk.Faults = new DiskFaults { Stall = 1, StallMax = TimeSpan.FromSeconds(20) };
        Task<WriteResult> flying = null!, waiting = null!;
        stores.System.Run(async () =>
        {
            flying = leader.Host.WriteAsync(Objects.Put("flying")).AsTask();
            await Task.Delay(TimeSpan.FromMilliseconds(10), stores.System.Time);
            waiting = leader.Host.WriteAsync(Objects.Put("waiting")).AsTask();
        });
        stores.Disk.Faults = DiskFaults.None;
        Assert.InRange(stores.SecondsOf(() => leader.Host.StopAsync()), 1, 1.6);
        Assert.True(stores.System.Run(() => RefusalOf(flying)).MayHaveHappened);
        Assert.False(stores.System.Run(() => RefusalOf(waiting)).MayHaveHappened);
    }

    [Fact]
    public void StoppedAlone_WhileItsJournalDoesNotAnswer_EndsAtOnce_AndTheNextStartHasWhatWasAcknowledged()
    {
        SimulatedDisk disk = null!;
        var store = new SimulatedStore(new SimulatedActorSystem(1), system =>
        {
            disk = new SimulatedDisk(system.Fork("disk"), system.Time);
            return disk.Open();
        });
        store.Write(Objects.Put("a"));
        disk.Cut(store.Journal, true);
        Assert.True(store.System.Run(
            () => RefusalOf(store.Host.WriteAsync(Objects.Put("b")).AsTask())).MayHaveHappened);
        var began = store.System.Clock.Elapsed;
        store.System.Run(() => store.Host.StopAsync());
        Assert.InRange((store.System.Clock.Elapsed - began).TotalSeconds, 0, 0.01);
        disk.Cut(store.Journal, false);
        store.Restart();
        Assert.NotNull(store.Host.Current.Get(Objects.Key("a")));
    }

    private static async ValueTask<StoreUnavailableException> RefusalOf(Task<WriteResult> write) =>
        await Assert.ThrowsAnyAsync<StoreUnavailableException>(() => write);
}
