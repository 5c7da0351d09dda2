using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Tests.Kinds;

public class HumanDurationTests
{
    [Theory]
    [InlineData(-2, "<invalid>")]
    [InlineData(-1, "0s")]
    [InlineData(0, "0s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(312, "5m12s")]
    [InlineData(599, "9m59s")]
    [InlineData(600, "10m")]
    [InlineData((179 * 60) + 59, "179m")]
    [InlineData(180 * 60, "3h")]
    [InlineData((7 * 3600) + (30 * 60), "7h30m")]
    [InlineData((8 * 3600) + (30 * 60), "8h")]
    [InlineData(47 * 3600, "47h")]
    [InlineData(48 * 3600, "2d")]
    [InlineData(53 * 3600, "2d5h")]
    [InlineData(8 * 24 * 3600, "8d")]
    [InlineData(729 * 24 * 3600, "729d")]
    [InlineData(730 * 24 * 3600, "2y")]
    [InlineData(740 * 24 * 3600, "2y10d")]
    public void Of_KeepsTwoOrThreeFigures(int seconds, string expected) =>
        Assert.Equal(expected, HumanDuration.Of(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Since_NoMoment_IsUnknown() =>
        Assert.Equal("<unknown>", HumanDuration.Since((Time?)null, DateTimeOffset.UnixEpoch));
}
