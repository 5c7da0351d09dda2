using Akka.Actor;
using Orchestrator.Akka.Driver;

namespace Orchestrator.Akka.Tests.Driver;

public sealed class AkkaNamesTests
{
    [Theory]
    [InlineData("store", "store")]
    [InlineData("pod-7f3e_2.x", "pod-7f3e_2.x")]
    [InlineData("apps:v1@Deployment", "apps:v1@Deployment")]
    [InlineData("$self", "%24self")]
    [InlineData("a b", "a%20b")]
    [InlineData("größe", "gr%C3%B6%C3%9Fe")]
    public void Name_BecomesAnElementAkkaTakes(string name, string expected)
    {
        Assert.Equal(expected, AkkaNames.Encode(name));
        Assert.True(ActorPath.IsValidPathElement(AkkaNames.Encode(name)));
        Assert.True(ActorPath.IsValidPathElement(AkkaNames.WithSerial(AkkaNames.Encode(name), 12)));
    }

    [Fact]
    public void NameThatAkkaStillHolds_GetsTheSerial() => Assert.Equal("store~12", AkkaNames.WithSerial("store", 12));
}
