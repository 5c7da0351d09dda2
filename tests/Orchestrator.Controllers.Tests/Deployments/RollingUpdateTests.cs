namespace Orchestrator.Controllers.Tests.Deployments;

public class RollingUpdateTests
{
    [Theory]
    [InlineData("new set begins with what surge allows, old ones give way", 10, 3, 2, 10, 10, -1, 0, "v1=8 v2=3")]
    [InlineData("old ones go as far as availability allows", 10, 3, 2, 10, 10, 3, 0, "v1=8 v2=3")]
    [InlineData("new ones come for the old that went", 10, 3, 2, 8, 8, 3, 0, "v1=8 v2=5")]
    [InlineData("nothing moves while new ones are not available", 10, 3, 2, 8, 8, 5, 0, "v1=8 v2=5")]
    [InlineData("each available new one lets an old one go", 10, 3, 2, 8, 8, 5, 2, "v1=6 v2=5")]
    [InlineData("unhealthy old ones go first", 10, 3, 2, 10, 5, 0, 0, "v1=10 v2=3")]
    [InlineData("unhealthy old ones go although new ones are not available", 10, 3, 2, 10, 5, 3, 0, "v1=8 v2=3")]
    [InlineData("no surge: old ones go first", 4, 0, 1, 4, 4, 0, 0, "v1=3 v2=0")]
    [InlineData("no unavailability: new ones come first", 4, 1, 0, 4, 4, 0, 0, "v1=4 v2=1")]
    [InlineData("no unavailability: none goes before one is available", 4, 1, 0, 4, 4, 1, 0, "v1=4 v2=1")]
    [InlineData("no unavailability: one goes when one is available", 4, 1, 0, 4, 4, 1, 1, "v1=3 v2=1")]
    [InlineData("the last old ones go", 4, 1, 1, 1, 1, 4, 4, "v1=0 v2=4")]
    [InlineData("a new set that is too large shrinks", 4, 1, 1, 0, 0, 6, 6, "v1=0 v2=4")]
    public void Step_MovesAsFarAsBoundsAllow(
        string name, int replicas, int surge, int unavailable, int old, int oldAvailable, int size, int available,
        string expected)
    {
        var deployment = Workloads.Deployment("d", replicas, surge, unavailable, "v2");
        var before = Rollouts.SetOf(deployment, "v1", 1, old, oldAvailable);
        var sets = size < 0 ? [before] : new[] { before, Rollouts.SetOf(deployment, "v2", 2, size, available) };

        Assert.Equal((name, expected), (name, Rollouts.Sizes(Rollouts.Plan(deployment, sets), sets)));
    }

    [Fact]
    public void ThirdTemplateInTheMiddle_StartsWithNoneAndBothOldOnesGiveWay()
    {
        var deployment = Workloads.Deployment("d", 10, 3, 2, "v3");
        var first = Rollouts.SetOf(deployment, "v1", 1, 8, 8);
        var second = Rollouts.SetOf(deployment, "v2", 2, 5, 0);

        // The five that never came up go at once.
        Assert.Equal("v1=8 v2=0 v3=0", Rollouts.Sizes(Rollouts.Plan(deployment, first, second), first, second));
    }
}
