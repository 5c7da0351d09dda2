using System.CommandLine;
using Orchestrator.Cli.Commands;

namespace Orchestrator.Cli.Tests.Commands;

public class GoDurationTests
{
    [Theory]
    [InlineData("15s", 15)]
    [InlineData("1m30s", 90)]
    [InlineData("1.5m", 90)]
    [InlineData("500ms", 0.5)]
    [InlineData(".5s", 0.5)]
    [InlineData("1.s", 1)]
    [InlineData("1s250us", 1.00025)]
    [InlineData("2µs", 0.000002)]
    [InlineData("3000ns", 0.000003)]
    [InlineData("1h", 3600)]
    [InlineData("0s", 0)]
    [InlineData("0", 0)]
    public void GosForms_AreRead(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), GoDuration.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("15")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1x")]
    [InlineData("1s2")]
    [InlineData("1..5s")]
    [InlineData(".s")]
    [InlineData("15s\n")]
    [InlineData("9999999h")]
    public void OtherTexts_AreRefused(string text) => Assert.Null(GoDuration.Parse(text));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(0.25, "250ms")]
    [InlineData(1.5, "1.5s")]
    [InlineData(15, "15s")]
    [InlineData(90, "1m30s")]
    [InlineData(3600, "1h0m0s")]
    [InlineData(86_400, "24h0m0s")]
    [InlineData(31_536_000, "8760h0m0s")]
    public void WrittenAsGoDoes_AndReadBack(double seconds, string text)
    {
        var time = TimeSpan.FromSeconds(seconds);

        Assert.Equal(text, new GoDuration(time).ToString());
        Assert.Equal(time, GoDuration.Parse(text));
    }

    [Theory]
    [InlineData("2s", null)]
    [InlineData("1s", "--life takes 2s to 4s, not '1s'")]
    [InlineData("5s", "--life takes 2s to 4s, not '5s'")]
    [InlineData("2", "--life takes 2s to 4s, not '2'")]
    public void Option_TakesWhatItSays(string text, string? refusal)
    {
        var option = GoDuration.Option(
            "--life", "", TimeSpan.FromSeconds(3), "2s to 4s", TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4));

        var parsed = new RootCommand { option }.Parse(["--life", text]);

        Assert.Equal(refusal, parsed.Errors.SingleOrDefault()?.Message);
    }
}
