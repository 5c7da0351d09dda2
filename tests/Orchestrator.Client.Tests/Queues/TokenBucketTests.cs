namespace Orchestrator.Client.Tests.Queues;

public class TokenBucketTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Burst_IsTakenAtOnceAndThenWaits()
    {
        var bucket = new TokenBucket(perSecond: 2, burst: 3);
        for (var i = 0; i < 3; i++)
            Assert.True(bucket.TryTake(Start));

        Assert.False(bucket.TryTake(Start));
        Assert.True(bucket.TryTake(Start.AddSeconds(0.5)));
        Assert.False(bucket.TryTake(Start.AddSeconds(0.5)));
    }

    [Fact]
    public void Reserved_WaitsGrowWithTheQueue()
    {
        var bucket = new TokenBucket(perSecond: 10, burst: 1);

        Assert.Equal(TimeSpan.Zero, bucket.Reserve(Start));
        Assert.Equal(TimeSpan.FromSeconds(0.1), bucket.Reserve(Start));
        Assert.Equal(TimeSpan.FromSeconds(0.2), bucket.Reserve(Start));
    }

    [Fact]
    public void LongPause_FillsNoFurtherThanTheBurst()
    {
        var bucket = new TokenBucket(perSecond: 1, burst: 2);
        Assert.True(bucket.TryTake(Start));

        var later = Start.AddHours(1);
        Assert.True(bucket.TryTake(later));
        Assert.True(bucket.TryTake(later));
        Assert.False(bucket.TryTake(later));
    }
}
