namespace Orchestrator.Store.Tests;

/// <summary>What a store says of how far behind it may be.</summary>
public class FollowerLagTests
{
    [Fact]
    public void Leader_HasNone() => Assert.Equal(TimeSpan.Zero, new SharedStores().Leader.Host.Lag.Time);

    [Fact]
    public void Follower_IsNeverFarBehindALeaderThatLives()
    {
        var stores = new SharedStores();
        var follower = stores.Follower.Host;
        for (var i = 0; i < 20; i++)
        {
            stores.Write(stores.Leader, Objects.Put($"k{i}"));
            stores.RunFor(0.3);
            Assert.InRange(follower.Lag.Time.TotalSeconds, 0, 1);
        }
    }

    [Fact]
    public void FollowerThatTakesOver_HasNoneAnyMore()
    {
        var stores = new SharedStores();
        var follower = stores.Follower.Host;
        stores.Kill(stores.Leader);
        stores.UntilLed();
        stores.RunFor(10);
        Assert.Equal(TimeSpan.Zero, follower.Lag.Time);
    }

    [Fact]
    public void FollowerThatCannotRead_SaysForHowLong()
    {
        var stores = new SharedStores(3);
        var follower = stores.Follower;
        stores.RunFor(1);
        stores.System.Pause(follower.Path);
        stores.RunFor(20);
        Assert.InRange(follower.Host.Lag.Time.TotalSeconds, 20, 21);
        stores.System.Resume(follower.Path);
        stores.RunFor(1);
        Assert.InRange(follower.Host.Lag.Time.TotalSeconds, 0, 1);
    }
}
