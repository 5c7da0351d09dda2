using Orchestrator.Cli.Cluster;

namespace Orchestrator.Cli.Tests.Cluster;

public sealed class MetricsTextTests
{
    private static readonly MetricsText Page = new(
        """
        # HELP lag How far.
        # TYPE lag gauge
        lag 0.25
        lag_rows 7
        member{name="a",state="up"} 1
        member{name="a\"b\\c\nd, e}",state=""} 0
        member{name="open} 1
        member{name} 1
        member{name="not a number"} many
        """);

    [Fact]
    public void Value_IsOfTheMetricOfThatName()
    {
        Assert.Equal(0.25, Page.Value("lag"));
        Assert.Equal(7, Page.Value("lag_rows"));
        Assert.Equal(1, Page.Value("member"));
        Assert.Null(Page.Value("la"));
        Assert.Null(new MetricsText("").Value("lag"));
    }

    [Fact]
    public void Samples_HaveLabels_AndWhatIsNoneIsPassedOver()
    {
        var samples = Page.Samples("member").ToList();

        Assert.Equal([1.0, 0.0], samples.Select(sample => sample.Value));
        Assert.Equal("up", samples[0].Labels["state"]);
        Assert.Equal("a\"b\\c\nd, e}", samples[1].Labels["name"]);
        Assert.Equal("", samples[1].Labels["state"]);
    }
}
