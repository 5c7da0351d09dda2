using Orchestrator.Api.Values;

namespace Orchestrator.Api.Tests.Values;

public class IntOrStringTests
{
    [Theory]
    [InlineData("25%", 10, 3, 2)]
    [InlineData("100%", 7, 7, 7)]
    [InlineData("0%", 7, 0, 0)]
    [InlineData("50%", 0, 0, 0)]
    [InlineData("1%", 1, 1, 0)]
    [InlineData("200%", 3, 6, 6)]
    public void Percent_ResolvesOfTheTotal(string text, int total, int up, int down)
    {
        IntOrString value = text;

        Assert.Equal(up, value.Resolve(total, roundUp: true));
        Assert.Equal(down, value.Resolve(total, roundUp: false));
    }

    [Fact]
    public void Number_IsItself() => Assert.Equal(4, new IntOrString(4).Resolve(100, roundUp: true));

    [Theory]
    [InlineData("http")]
    [InlineData("25")]
    [InlineData("%")]
    [InlineData("2.5%")]
    public void NoPercentage_IsRefused(string text) =>
        Assert.Throws<FormatException>(() => new IntOrString(text).Resolve(10, roundUp: true));
}
