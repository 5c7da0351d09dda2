using Orchestrator.Store.Journals;
using Orchestrator.Store.Simulation;

namespace Orchestrator.Store.Tests.Roles;

/// <summary>Stores that share a journal and lead when they are told to.</summary>
public class AppointmentTests
{
    private static readonly StoreOptions ByAppointment = new() { Succession = Succession.Appointment };

    [Fact]
    public void NobodyAppointed_EmptyJournal_AllAreReady_NobodyLeads()
    {
        var stores = new SharedStores(2, ByAppointment);
        var rows = Rows(stores);
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
        Assert.InRange(Timed(stores, () => first.Host.AppointAsync()), 0, 0.1);
        Assert.Equal(new StoreLeadership(1, true, first.Address), first.Host.Leadership);
        stores.System.Run(() => first.Host.AppointAsync());
        Assert.Equal(1, stores.Write(first, Objects.Put("a")).Revision);
        stores.RunFor(60);
        Assert.Equal(new StoreLeadership(1, false, first.Address), second.Host.Leadership);
    }

    [Fact]
    public void Dismissed_WhatWaitsIsAnswered_ItsEpochIsSealedForNobody_TheNextLeadsAtOnce()
    {
        var stores = new SharedStores(2, ByAppointment with { BatchCommandsMax = 5 });
        var rows = Rows(stores);
        var (first, second) = (stores.All[0].Host, stores.All[1].Host);
        stores.System.Run(() => first.AppointAsync());
        stores.System.Run(async () =>
        {
            var writes = Enumerable.Range(0, 50).Select(i => first.WriteAsync(Objects.Put($"k{i}")).AsTask()).ToList();
            var dismissal = first.DismissAsync();
            await Assert.ThrowsAsync<NotLeaderException>(async () => await first.WriteAsync(Objects.Put("late")));
            await dismissal;
            foreach (var write in writes)
                Assert.True((await write).Succeeded);
        });
        Assert.Equal(new StoreLeadership(1, false, null), first.Leadership);
        Assert.Equal(Seal.Nobody, SealFormat.Read(rows[^1]).Candidate);
        stores.RunFor(60);
        Assert.All(stores.All, member => Assert.False(member.Host.Leadership.IsLeader));
        Assert.InRange(Timed(stores, () => second.AppointAsync()), 0, 0.1);
        Assert.Equal(51, stores.Write(stores.All[1], Objects.Put("next")).Revision);
        stores.RunFor(1);
        Assert.Equal((51, stores.All[1].Address), (first.Current.Revision, first.Leadership.Leader));
        stores.System.Run(() => first.DismissAsync());
    }

    [Fact]
    public void AnotherAppointed_TheFirstIsSealed_AndTakesOverAgainWhenTheOtherIsSilent()
    {
        var stores = new SharedStores(2, ByAppointment);
        var (first, second) = (stores.All[0], stores.All[1]);
        stores.System.Run(() => first.Host.AppointAsync());
        stores.Write(first, Objects.Put("a"));
        Assert.InRange(Timed(stores, () => second.Host.AppointAsync()), 0, 0.1);
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
        var rows = Rows(stores);
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
        var rows = Rows(stores);
        stores.RunFor(60);
        stores.Start();
        stores.RunFor(60);
        Assert.Empty(rows);
        // Nor are writes sent to the dead.
        Assert.All(stores.All, member => Assert.Equal(new StoreLeadership(1, false, null), member.Host.Leadership));
        Assert.InRange(Timed(stores, () => stores.All[1].Host.AppointAsync()), 0, 0.1);
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
    public void DismissedWhileAnAppendDoesNotEnd_LeavesInTime_AndSaysThatItMayHaveHappened()
    {
        var stores = new SharedStores(2, ByAppointment);
        var (first, second) = (stores.All[0], stores.All[1]);
        stores.System.Run(() => first.Host.AppointAsync());
        stores.Disk.Faults = new DiskFaults { Stall = 1, StallMax = TimeSpan.FromSeconds(20) };
        Task<WriteResult> flying = null!, waiting = null!;
        stores.System.Run(async () =>
        {
            flying = first.Host.WriteAsync(Objects.Put("flying")).AsTask();
            await Task.Delay(TimeSpan.FromMilliseconds(10), stores.System.Time);
            waiting = first.Host.WriteAsync(Objects.Put("waiting")).AsTask();
        });
        stores.Disk.Faults = DiskFaults.None;
        Assert.InRange(Timed(stores, () => first.Host.DismissAsync()), 1, 1.6);
        stores.System.RunUntilIdle();
        Assert.True(Assert.IsType<StoreUnavailableException>(flying.Exception!.InnerException).MayHaveHappened);
        Assert.False(Assert.IsType<NotLeaderException>(waiting.Exception!.InnerException).MayHaveHappened);
        Assert.False(first.Host.Leadership.IsLeader);
        // It gets into the journal when nobody leads, and everybody shows it.
        stores.RunFor(30);
        Assert.Equal((1, 1), (stores.Latest(first).Revision, stores.Latest(second).Revision));
        stores.System.Run(() => second.Host.AppointAsync());
        Assert.Equal(2, stores.Write(second, Objects.Put("next")).Revision);
        Assert.Equal(2, stores.Latest(first).Revision);
    }

    [Fact]
    public void DismissedWhileAnAppendDoesNotEnd_AppointedAgain_LeadsBehindIt()
    {
        var stores = new SharedStores(1, ByAppointment);
        var only = stores.All[0];
        stores.System.Run(() => only.Host.AppointAsync());
        stores.Disk.Faults = new DiskFaults { Stall = 1, StallMax = TimeSpan.FromSeconds(4) };
        stores.System.Run(async () =>
        {
            _ = only.Host.WriteAsync(Objects.Put("flying")).AsTask();
            await Task.Delay(TimeSpan.FromMilliseconds(10), stores.System.Time);
        });
        stores.Disk.Faults = DiskFaults.None;
        stores.System.Run(() => only.Host.DismissAsync());
        stores.System.Run(() => only.Host.AppointAsync());
        Assert.Equal((2, 2), (only.Host.Epoch, stores.Write(only, Objects.Put("next")).Revision));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void DismissedWhileCutOffFromTheJournal_Leaves(bool isKnown)
    {
        var stores = new SharedStores(2, ByAppointment);
        var (first, second) = (stores.All[0], stores.All[1]);
        stores.System.Run(() => first.Host.AppointAsync());
        stores.Disk.Cut(first.Disk, true);
        if (isKnown)
            stores.RunFor(5);
        Assert.InRange(Timed(stores, () => first.Host.DismissAsync()), 0, isKnown ? 0.01 : 1.6);
        stores.System.Run(() => second.Host.AppointAsync());
        stores.Write(second, Objects.Put("a"));
        stores.Disk.Cut(first.Disk, false);
        stores.RunFor(10);
        Assert.Equal(new StoreLeadership(2, false, second.Address), first.Host.Leadership);
        Assert.Equal(1, first.Host.Current.Revision);
    }

    [Fact]
    public void DismissedWhileAnAppendFails_TheLookUpOpensNothing()
    {
        var stores = new SharedStores(1, ByAppointment);
        var only = stores.All[0].Host;
        stores.System.Run(() => only.AppointAsync());
        var told = new List<StoreLeadership>();
        using var listening = only.OnLeadership(told.Add);
        stores.Disk.Faults = new DiskFaults { FailBefore = 1 };
        Task<WriteResult> write = null!;
        stores.System.Run(async () =>
        {
            write = only.WriteAsync(Objects.Put("a")).AsTask();
            await only.DismissAsync();
        });
        Assert.False(Assert.IsType<StoreUnavailableException>(write.Exception!.InnerException).MayHaveHappened);
        Assert.Single(told, leadership => leadership.IsLeader);
    }

    [Fact]
    public void DismissedWhileAnAppendFails_AndCannotBeLookedUp_LeavesAtOnce()
    {
        var stores = new SharedStores(1, ByAppointment);
        var only = stores.All[0];
        stores.System.Run(() => only.Host.AppointAsync());
        stores.Disk.Cut(only.Disk, true);
        Task<WriteResult> write = null!;
        var took = Timed(stores, async () =>
        {
            write = only.Host.WriteAsync(Objects.Put("a")).AsTask();
            await only.Host.DismissAsync();
        });
        Assert.InRange(took, 0, 0.1);
        Assert.True(Assert.IsType<StoreUnavailableException>(write.Exception!.InnerException).MayHaveHappened);
    }

    [Fact]
    public void DismissedInTheMiddleOfTakingOver_LeadsAtNoTime_AndLeavesInOrder()
    {
        var stores = new SharedStores(2, ByAppointment);
        var (first, second) = (stores.All[0].Host, stores.All[1].Host);
        var rows = Rows(stores);
        var told = new List<StoreLeadership>();
        using var listening = first.OnLeadership(told.Add);
        stores.System.Run(() =>
        {
            _ = first.AppointAsync().AsTask();
            return default;
        });
        stores.System.RunUntil(() => first.Epoch == 1, TimeSpan.FromSeconds(1));
        stores.System.Run(() => first.DismissAsync());
        stores.RunFor(10);
        Assert.DoesNotContain(told, leadership => leadership.IsLeader);
        Assert.Equal(2, rows.Count);
        Assert.Equal(Seal.Nobody, SealFormat.Read(rows[1]).Candidate);
        stores.System.Run(() => second.AppointAsync());
        Assert.Equal(3, second.Epoch);
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

    [Fact]
    public void DismissedWhileItsSealIsOnItsWay_DoesNotLead_TheNextGoesOnBehindIt()
    {
        var stores = new SharedStores(2, ByAppointment);
        var (first, second) = (stores.All[0], stores.All[1]);
        var rows = Rows(stores);
        stores.RunFor(5);
        var told = new List<StoreLeadership>();
        using var listening = first.Host.OnLeadership(told.Add);
        var calls = 0;
        stores.Disk.Faults = new DiskFaults { Stall = 1, StallMax = TimeSpan.FromSeconds(1) };
        stores.System.Run(async () =>
        {
            _ = first.Host.AppointAsync().AsTask();
            while (rows.Count == 0 && calls++ < 100)
                await Task.Delay(TimeSpan.FromMilliseconds(100), stores.System.Time);
            await first.Host.DismissAsync();
        });
        stores.Disk.Faults = DiskFaults.None;
        stores.RunFor(60);
        Assert.Single(rows);
        Assert.DoesNotContain(told, leadership => leadership.IsLeader);
        Assert.InRange(Timed(stores, () => second.Host.AppointAsync()), 0, 0.1);
        Assert.Equal(1, stores.Write(second, Objects.Put("a")).Revision);
    }

    [Fact]
    public void AppointedAgainWhileItLeaves_LeavesFirst_AndLeadsAnew()
    {
        var stores = new SharedStores(2, ByAppointment);
        var only = stores.All[0].Host;
        stores.System.Run(() => only.AppointAsync());
        stores.System.Run(async () =>
        {
            var write = only.WriteAsync(Objects.Put("a")).AsTask();
            var dismissal = only.DismissAsync().AsTask();
            var appointment = only.AppointAsync().AsTask();
            await dismissal;
            await appointment;
            Assert.True((await write).Succeeded);
        });
        Assert.Equal(new StoreLeadership(3, true, stores.All[0].Address), only.Leadership);
        Assert.Equal(2, stores.Write(stores.All[0], Objects.Put("b")).Revision);
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

    private static List<JournalRow> Rows(SharedStores stores)
    {
        var rows = new List<JournalRow>();
        stores.Disk.Observer = rows.Add;
        return rows;
    }

    private static double Timed(SharedStores stores, Func<ValueTask> call)
    {
        var began = stores.System.Clock.Elapsed;
        stores.System.Run(call);
        return (stores.System.Clock.Elapsed - began).TotalSeconds;
    }
}
