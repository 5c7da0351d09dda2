using System.Net;

namespace Orchestrator.Hosting.Tests;

public sealed class ReachableAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:6443", "127.0.0.1:6443", true)]
    [InlineData("127.0.0.1:6443", "127.0.0.1:6444", false)]
    [InlineData("127.0.0.1:6443", "127.0.0.2:6443", false)]
    [InlineData("192.0.2.7:6443", "127.0.0.1:6443", false)]
    // Somebody else's, such as a balancer's, though this process listens everywhere.
    [InlineData("192.0.2.7:6443", "0.0.0.0:6443", false)]
    public void IsHeldBy_WhoBoundIt(string advertised, string bound, bool expected) =>
        Assert.Equal(expected, ReachableAddress.IsHeldBy(IPEndPoint.Parse(advertised), IPEndPoint.Parse(bound)));

    [Fact]
    public void BoundToAll_HoldsItsOwn()
    {
        foreach (var address in ReachableAddress.OfThisMachine())
            Assert.True(ReachableAddress.IsHeldBy(new(address, 6443), new(IPAddress.Any, 6443)));
    }
}
