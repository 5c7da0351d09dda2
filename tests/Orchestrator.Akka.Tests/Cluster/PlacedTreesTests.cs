using Orchestrator.Akka.Cluster;

namespace Orchestrator.Akka.Tests.Cluster;

public sealed class PlacedTreesTests
{
    private readonly PlacedTrees _placed = new();

    [Fact]
    public async Task Others_AreAwaited_AndOneselfIsNot()
    {
        _placed.Began("store-leader");
        Assert.True(_placed.OthersEnded("store-leader").IsCompleted);
        _placed.Began("scheduler");
        _placed.Began("controllers");

        var others = _placed.OthersEnded("store-leader");

        _placed.Ended("scheduler");
        Assert.False(others.IsCompleted);
        _placed.Ended("controllers");
        await others.WaitAsync(TestCluster.Patience);
    }

    [Fact]
    public void TreeThatNeverBegan_EndsUnnoticed()
    {
        _placed.Ended("scheduler");

        Assert.True(_placed.OthersEnded("store-leader").IsCompleted);
    }
}
