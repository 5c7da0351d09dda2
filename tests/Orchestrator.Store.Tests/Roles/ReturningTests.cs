namespace Orchestrator.Store.Tests.Roles;

/// <summary>A store that starts where the last leader was.</summary>
public class ReturningTests
{
    private static readonly StoreOptions Holding = new() { HoldsAddress = true };

    [Theory]
    [InlineData(true, 0.0, 0.1)]
    [InlineData(false, 1.0, 2.3)]
    public void LeaderIsKilled_AndStartsAgain_LeadsAtOnce_IfItHoldsTheAddress(bool holds, double from, double to)
    {
        var stores = new SharedStores(1, Holding with { HoldsAddress = holds });
        var before = stores.Leader;
        stores.Write(before, Objects.Put("a"));
        stores.Kill(before);
        var began = stores.System.Clock.Elapsed;
        var after = stores.Start(address: before.Address);
        stores.UntilLed();
        Assert.InRange((stores.System.Clock.Elapsed - began).TotalSeconds, from, to);
        Assert.Equal(2, stores.Write(after, Objects.Put("b")).Revision);
    }

    [Fact]
    public void FollowerIsKilled_AndStartsAgain_DoesNotDisturbTheLeader()
    {
        var stores = new SharedStores(2, Holding);
        var (leader, follower) = (stores.Leader, stores.Follower);
        stores.Kill(follower);
        stores.Start(address: follower.Address);
        stores.RunFor(30);
        Assert.Equal(new StoreLeadership(1, true, leader.Address), leader.Host.Leadership);
    }

    [Fact]
    public void LeaderIsKilled_AndStartsAgainWhenAnotherLeads_Follows()
    {
        var stores = new SharedStores(2, Holding);
        var (before, heir) = (stores.Leader, stores.Follower);
        stores.Kill(before);
        stores.UntilLed();
        stores.Start(address: before.Address);
        stores.RunFor(30);
        Assert.Equal((2, true), (heir.Host.Epoch, heir.Host.Leadership.IsLeader));
    }

    [Fact]
    public void LeaderAtTheSameAddressWrites_IsAliveAfterAll_AndIsLeftAlone()
    {
        var stores = new SharedStores(1, Holding);
        var leader = stores.Leader;
        var knocks = 0;
        stores.Start(
            disk => new KnockedJournal(disk, async () =>
            {
                knocks++;
                await leader.Host.WriteAsync(Objects.Put($"k{knocks}"));
            }),
            leader.Address);
        stores.RunFor(30);
        Assert.Equal((1, 1, true), (knocks, leader.Host.Epoch, leader.Host.Leadership.IsLeader));
    }

    [Fact]
    public void WasSealedSince_IsNotBack()
    {
        // Its own actor restarts, after another at its address has taken over: that one lives.
        var stores = new SharedStores(1, Holding);
        var first = stores.Leader;
        var second = stores.Start(address: first.Address);
        stores.RunFor(5);
        Assert.True(second.Host.Leadership.IsLeader);
        stores.System.Crash(first.Path);
        stores.RunFor(30);
        Assert.Equal((2, true), (second.Host.Epoch, second.Host.Leadership.IsLeader));
    }
}
