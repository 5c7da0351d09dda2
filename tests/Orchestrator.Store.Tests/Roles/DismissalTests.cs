using Orchestrator.Store.Journals;
using Orchestrator.Store.Simulation;
using static Orchestrator.Store.Tests.SharedStores;

namespace Orchestrator.Store.Tests.Roles;

/// <summary>A store that is told to lead no longer: in every moment it leaves in order, and loses nothing.</summary>
public class DismissalTests
{
    [Fact]
    public void Dismissed_WhatWaitsIsAnswered_ItsEpochIsSealedForNobody_TheNextLeadsAtOnce()
    {
        var stores = new SharedStores(2, ByAppointment with { BatchCommandsMax = 5 });
        var rows = stores.Rows();
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
        Assert.InRange(stores.SecondsOf(() => second.AppointAsync()), 0, 0.1);
        Assert.Equal(51, stores.Write(stores.All[1], Objects.Put("next")).Revision);
        stores.RunFor(1);
        Assert.Equal((51, stores.All[1].Address), (first.Current.Revision, first.Leadership.Leader));
        stores.System.Run(() => first.DismissAsync());
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
        Assert.InRange(stores.SecondsOf(() => first.Host.DismissAsync()), 1, 1.6);
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
        Assert.InRange(stores.SecondsOf(() => first.Host.DismissAsync()), 0, isKnown ? 0.01 : 1.6);
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
        var took = stores.SecondsOf(async () =>
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
        var rows = stores.Rows();
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
    public void DismissedWhileItsSealIsOnItsWay_DoesNotLead_TheNextGoesOnBehindIt()
    {
        var stores = new SharedStores(2, ByAppointment);
        var (first, second) = (stores.All[0], stores.All[1]);
        var rows = stores.Rows();
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
        Assert.InRange(stores.SecondsOf(() => second.Host.AppointAsync()), 0, 0.1);
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
}
