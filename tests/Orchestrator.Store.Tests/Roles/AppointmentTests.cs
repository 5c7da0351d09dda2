using Orchestrator.Store.Journals;
using static Orchestrator.Store.Tests.SharedStores;

namespace Orchestrator.Store.Tests.Roles;

/// <summary>Stores that share a journal and lead when they are told to.</summary>
public class AppointmentTests
{
    [Fact]
    public void NobodyAppointed_EmptyJournal_AllAreReady_NobodyLeads()
    {
        var stores = new SharedStores(2, ByAppointment);
        var rows = stores.Rows();
        stores.RunFor(60);
        Assert.All(stores.All, member => Assert.Equal(StoreLeadership.None, member.Host.Leadership));
        Assert.All(stores.All, member => Assert.Equal(0, stores.Latest(member).Revision));
        Assert.Null(Assert.Throws<NotLeaderException>(() => stores.Write(stores.All[0], Objects.Put("a"))).Leader);
        Assert.Empty(rows);
    }

    [Fact]
    public void Appointed_LeadsAtOnce_AndAgainIsNoDifference()
    {
        var stores = new SharedStores(2, ByAppointment);
        var (first, second) = (stores.All[0], stores.All[1]);
        Assert.InRange(stores.SecondsOf(() => first.Host.AppointAsync()), 0, 0.1);
        Assert.Equal(new StoreLeadership(1, true, first.Address), first.Host.Leadership);
        stores.System.Run(() => first.Host.AppointAsync());
        Assert.Equal(1, stores.Write(first, Objects.Put("a")).Revision);
        stores.RunFor(60);
        Assert.Equal(new StoreLeadership(1, false, first.Address), second.Host.Leadership);
    }

    [Fact]
    public void AnotherAppointed_TheFirstIsSealed_AndTakesOverAgainWhenTheOtherIsSilent()
    {
        var stores = new SharedStores(2, ByAppointment);
        var (first, second) = (stores.All[0], stores.All[1]);
        stores.System.Run(() => first.Host.AppointAsync());
        stores.Write(first, Objects.Put("a"));
        Assert.InRange(stores.SecondsOf(() => second.Host.AppointAsync()), 0, 0.1);
        stores.RunFor(60);
        Assert.Equal(new StoreLeadership(2, true, second.Address), second.Host.Leadership);
        Assert.Equal(new StoreLeadership(2, false, second.Address), first.Host.Leadership);
        // To be appointed again is no order to take over again.
        Task again = null!;
        stores.System.Run(() =>
        {
            again = first.Host.AppointAsync().AsTask();
            return default;
        });
        stores.RunFor(10);
        Assert.False(again.IsCompleted);
        stores.Kill(second);
        Assert.InRange(stores.UntilLed().TotalSeconds, 1.0, 2.3);
        stores.System.RunUntilIdle();
        Assert.True(again.IsCompletedSuccessfully);
        Assert.Equal(2, stores.Write(first, Objects.Put("b")).Revision);
    }

    [Fact]
    public void TwoAppointedAtOnce_TheOneThatComesTooLateLetsTheOtherLead()
    {
        var stores = new SharedStores(2, ByAppointment);
        var rows = stores.Rows();
        stores.System.Run(async () =>
        {
            var appointments = stores.All.ConvertAll(member => member.Host.AppointAsync().AsTask());
            await await Task.WhenAny(appointments);
        });
        stores.RunFor(30);
        Assert.Single(rows, row => row.Kind == JournalRowKind.Seal);
        Assert.Equal(1, stores.Write(stores.Leader, Objects.Put("a")).Revision);
    }

    [Fact]
    public void AnotherAppointed_AndDismissed_TheFirstThatStillIsTakesOverAtOnce()
    {
        var stores = new SharedStores(2, ByAppointment);
        var (first, second) = (stores.All[0], stores.All[1]);
        stores.System.Run(() => first.Host.AppointAsync());
        stores.System.Run(() => second.Host.AppointAsync());
        stores.RunFor(1);
        stores.System.Run(() => second.Host.DismissAsync());
        stores.RunFor(0.1);
        Assert.Equal((true, 4), (first.Host.Leadership.IsLeader, first.Host.Epoch));
    }

    [Fact]
    public void LeaderSleepsThroughItsSuccession_AndWakes_DoesNotDisturbTheNewOne()
    {
        var stores = new SharedStores(2, ByAppointment);
        var (old, heir) = (stores.All[0], stores.All[1]);
        stores.System.Run(() => old.Host.AppointAsync());
        stores.System.Pause(old.Path);
        Task<WriteResult> asleep = null!;
        stores.System.Run(() =>
        {
            asleep = old.Host.WriteAsync(Objects.Put("a", "stale")).AsTask();
            return default;
        });
        stores.System.Run(() => heir.Host.AppointAsync());
        stores.RunFor(30);
        stores.Write(heir, Objects.Put("b"));
        stores.System.Resume(old.Path);
        stores.RunFor(30);
        Assert.False(Assert.IsType<NotLeaderException>(asleep.Exception!.InnerException).MayHaveHappened);
        Assert.Equal(new StoreLeadership(2, false, heir.Address), old.Host.Leadership);
        Assert.Equal((2, 1), (heir.Host.Epoch, stores.Latest(old).Revision));
        Assert.Null(old.Host.Current.Get(Objects.Key("a")));
    }

    [Fact]
    public void LeaderIsKilled_NobodyTakesOverBeforeItIsAppointed()
    {
        var stores = new SharedStores(3, ByAppointment);
        stores.System.Run(() => stores.All[0].Host.AppointAsync());
        stores.Write(stores.All[0], Objects.Put("a"));
        stores.Kill(stores.All[0]);
        var rows = stores.Rows();
        stores.RunFor(60);
        stores.Start();
        stores.RunFor(60);
        Assert.Empty(rows);
        // Nor are writes sent to the dead.
        Assert.All(stores.All, member => Assert.Equal(new StoreLeadership(1, false, null), member.Host.Leadership));
        Assert.InRange(stores.SecondsOf(() => stores.All[1].Host.AppointAsync()), 0, 0.1);
        Assert.Equal(2, stores.Write(stores.All[1], Objects.Put("b")).Revision);
    }

    [Fact]
    public void LeaderIsKilled_AFollowerThatIsAppointedTooTakesOverAfterSilence()
    {
        var stores = new SharedStores(3, ByAppointment);
        stores.System.Run(() => stores.All[1].Host.AppointAsync());
        stores.System.Run(() => stores.All[0].Host.AppointAsync());
        var heir = stores.All[1];
        stores.RunFor(1);
        stores.Kill(stores.All[0]);
        Assert.InRange(stores.UntilLed().TotalSeconds, 1.0, 2.3);
        Assert.Same(heir, stores.Leader);
    }

    [Fact]
    public void AppointmentIsNoLongerWaitedFor_TheStoreStaysAppointed()
    {
        var stores = new SharedStores(1, ByAppointment);
        var only = stores.All[0];
        stores.Disk.Cut(only.Disk, true);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5), stores.System.Time);
        Assert.ThrowsAny<OperationCanceledException>(
            () => stores.System.Run(() => only.Host.AppointAsync(patience.Token)));
        Assert.False(only.Host.Leadership.IsLeader);
        stores.Disk.Cut(only.Disk, false);
        Assert.InRange(stores.UntilLed().TotalSeconds, 0, 2);
    }

    [Theory]
    [InlineData("dismissed")]
    [InlineData("stopped")]
    public void AppointmentEndsBeforeTheStoreLeads_WhoWaitsIsTold(string how)
    {
        var stores = new SharedStores(1, ByAppointment);
        var only = stores.All[0];
        stores.Disk.Cut(only.Disk, true);
        Task waiting = null!;
        stores.System.Run(async () =>
        {
            waiting = only.Host.AppointAsync().AsTask();
            await (how == "stopped" ? only.Host.StopAsync() : only.Host.DismissAsync());
        });
        stores.System.RunUntilIdle();
        Assert.Contains(how, Assert.IsType<AppointmentEndedException>(waiting.Exception!.InnerException).Message);
        if (how == "stopped")
            Assert.Throws<AppointmentEndedException>(() => stores.System.Run(() => only.Host.AppointAsync()));
        stores.Disk.Cut(only.Disk, false);
        stores.RunFor(60);
        Assert.False(only.Host.Leadership.IsLeader);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void LeadersActorCrashes_ItLeadsAgain_WhileItIsAppointed(bool isAppointed)
    {
        var stores = new SharedStores(2, ByAppointment);
        var leader = stores.All[0];
        stores.System.Run(() => leader.Host.AppointAsync());
        stores.Write(leader, Objects.Put("a"));
        stores.System.Crash(leader.Path);
        stores.System.RunUntilIdle();
        if (!isAppointed)
            stores.System.Run(() => leader.Host.DismissAsync());
        stores.RunFor(30);
        Assert.Equal(isAppointed, leader.Host.Leadership.IsLeader);
        Assert.False(stores.All[1].Host.Leadership.IsLeader);
        stores.System.Run(() => stores.All[1].Host.AppointAsync());
        Assert.Equal(2, stores.Write(stores.All[1], Objects.Put("b")).Revision);
    }

    [Fact]
    public void JournalOfOneProcess_LeadsFromTheStart_AndIsNotDismissed()
    {
        var store = new SimulatedStore(options: ByAppointment with { Follow = true });
        store.System.Run(() => store.Host.AppointAsync());
        store.System.Run(() => store.Host.DismissAsync());
        Assert.Equal(1, store.Write(Objects.Put("a")).Revision);
    }

    [Fact]
    public void SuccessionBySilence_CannotBeAppointed()
    {
        var stores = new SharedStores(1);
        Assert.Throws<InvalidOperationException>(() => stores.System.Run(() => stores.All[0].Host.AppointAsync()));
        Assert.Throws<InvalidOperationException>(() => stores.System.Run(() => stores.All[0].Host.DismissAsync()));
        Assert.True(stores.All[0].Host.Leadership.IsLeader);
    }
}
