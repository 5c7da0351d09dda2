namespace Orchestrator.Hosting.Tests;

public sealed class LoopbackBlocksTests
{
    [Fact]
    public void Range_IsTheSameAtEachStart() =>
        Assert.Equal(LoopbackBlocks.NumberOf("/data/one", 0), LoopbackBlocks.NumberOf("/data/one", 0));

    [Fact]
    public void TwoDirectories_BeginElsewhere() =>
        Assert.NotEqual(LoopbackBlocks.NumberOf("/data/one", 0), LoopbackBlocks.NumberOf("/data/two", 0));

    [Fact]
    public void NodesOfOneCluster_ShareNoRange() => Assert.Equal(
        LoopbackBlocks.Count,
        Enumerable.Range(0, LoopbackBlocks.Count)
            .Select(node => LoopbackBlocks.NumberOf("/data", node)).Distinct().Count());

    [Fact]
    public void MoreNodesThanRanges_AreRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LoopbackBlocks.NumberOf("/data", LoopbackBlocks.Count));
}
