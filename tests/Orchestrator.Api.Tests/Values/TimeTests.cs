using Orchestrator.Api.Values;

namespace Orchestrator.Api.Tests.Values;

public class TimeTests
{
    [Theory]
    [InlineData("2006-01-02T15:04:05Z", "2006-01-02T15:04:05Z", "2006-01-02T15:04:05.000000Z")]
    [InlineData("2006-01-02T15:04:05+07:00", "2006-01-02T08:04:05Z", "2006-01-02T08:04:05.000000Z")]
    [InlineData("2006-01-02T15:04:05-00:30", "2006-01-02T15:34:05Z", "2006-01-02T15:34:05.000000Z")]
    [InlineData("2006-01-02T15:04:05.999999999Z", "2006-01-02T15:04:05Z", "2006-01-02T15:04:05.999999Z")]
    [InlineData("2006-01-02T15:04:05.1+01:00", "2006-01-02T14:04:05Z", "2006-01-02T14:04:05.100000Z")]
    [InlineData("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59Z", "1969-12-31T23:59:59.500000Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000Z")]
    public void Parse_ReadsAnyOffsetAndFraction(string text, string seconds, string micros)
    {
        Assert.Equal(seconds, Time.Parse(text).ToString());
        Assert.Equal(micros, MicroTime.Parse(text).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("2006-01-02")]
    [InlineData("2006-01-02T15:04:05")]
    [InlineData("2006-01-02 15:04:05Z")]
    [InlineData("2006-01-02T15:04:05z")]
    [InlineData("2006-01-02T15:04:05.Z")]
    [InlineData("2006-01-02T15:04:05+7:00")]
    [InlineData("2006-01-02T15:04:05+24:00")]
    [InlineData("2006-02-30T15:04:05Z")]
    [InlineData("2006-01-02T25:04:05Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("2006-01-02T15:04:05Zx")]
    public void NoRfc3339_IsRefused(string text)
    {
        Assert.Throws<FormatException>(() => Time.Parse(text));
        Assert.Throws<FormatException>(() => MicroTime.Parse(text));
    }
}
