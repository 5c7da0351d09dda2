namespace Orchestrator.Hosting.Tests;

public sealed class HollowRangesTests
{
    [Theory]
    [InlineData(0, 0, "10.64.0.0/22")]
    [InlineData(0, 1, "10.64.4.0/22")]
    [InlineData(1, 64, "10.65.0.0/22")]
    [InlineData(HollowRanges.Blocks - 1, 63, "10.255.252.0/22")]
    public void NodeOfABlock_HasARange(int block, int node, string range) =>
        Assert.Equal(range, HollowRanges.Of(block, node));
}
