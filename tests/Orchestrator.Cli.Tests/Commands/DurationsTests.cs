using Orchestrator.Cli.Commands;

namespace Orchestrator.Cli.Tests.Commands;

public class DurationsTests
{
    [Theory]
    [InlineData("15s", 15)]
    [InlineData("1m30s", 90)]
    [InlineData("1.5m", 90)]
    [InlineData("500ms", 0.5)]
    [InlineData("1h", 3600)]
    [InlineData("0s", 0)]
    public void GosForms_AreRead(string text, double seconds)
    {
        Assert.True(Durations.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("15")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1x")]
    [InlineData("1s2")]
    [InlineData("1..5s")]
    [InlineData("99999h")]
    public void OtherTexts_AreRefused(string text) => Assert.False(Durations.TryParse(text, out _));
}
