namespace Orchestrator.Actors.Tests;

public sealed class BackoffTests
{
    [Theory]
    [InlineData("first", 1, 1)]
    [InlineData("second doubles", 2, 2)]
    [InlineData("fifth", 5, 16)]
    [InlineData("at most the maximum", 6, 20)]
    [InlineData("far beyond, no overflow", 5000, 20)]
    public void Pause_GrowsToTheMaximum(string row, int failures, double seconds)
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20), Jitter: 0);
        Assert.True(TimeSpan.FromSeconds(seconds) == backoff.After(failures, new SeededEntropy(1)), row);
    }

    [Fact]
    public void Jitter_AddsUpToItsShare()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), Jitter: 0.2);
        var entropy = new SeededEntropy(1);
        var pauses = Enumerable.Range(0, 1000).Select(_ => backoff.After(1, entropy).TotalSeconds).ToList();
        Assert.InRange(pauses.Min(), 10, 10.1);
        Assert.InRange(pauses.Max(), 11.9, 12);
    }
}
