namespace Orchestrator.Client.Tests.Queues;

public class RecentMapTests
{
    [Fact]
    public void Full_DropsTheLeastRecentlyUsed()
    {
        var map = new RecentMap<string, int>(2);
        map.Set("a", 1);
        map.Set("b", 2);
        Assert.True(map.TryGet("a", out _));
        map.Set("c", 3);

        Assert.False(map.TryGet("b", out _));
        Assert.True(map.TryGet("a", out var a));
        Assert.Equal(1, a);
        Assert.Equal(2, map.Count);
    }

    [Fact]
    public void SetAgain_Replaces()
    {
        var map = new RecentMap<string, int>(2);
        map.Set("a", 1);
        map.Set("a", 2);

        Assert.True(map.TryGet("a", out var a));
        Assert.Equal(2, a);
        Assert.Equal(1, map.Count);
    }
}
