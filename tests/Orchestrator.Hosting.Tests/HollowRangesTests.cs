namespace Orchestrator.Hosting.Tests;

public sealed class HollowRangesTests
{
    [Theory]
    [InlineData(0, "10.64.0.0/22")]
    [InlineData(1, "10.64.4.0/22")]
    [InlineData(64, "10.65.0.0/22")]
    [InlineData(HollowRanges.Count - 1, "10.255.252.0/22")]
    [InlineData(HollowRanges.Count, "10.64.0.0/22")]
    public void Number_IsARange(int number, string range) => Assert.Equal(range, HollowRanges.Of(number));

    [Fact]
    public void FindFree_PassesOverWhatIsTaken() => Assert.Equal(
        13, HollowRanges.FindFree(5, 10, [HollowRanges.Of(6), HollowRanges.Of(12), "127.64.0.0/20", null]));

    [Fact]
    public void FindFree_GoesRound() => Assert.Equal(
        1, HollowRanges.FindFree(HollowRanges.Count - 1, 2, [HollowRanges.Of(0)]));
}
