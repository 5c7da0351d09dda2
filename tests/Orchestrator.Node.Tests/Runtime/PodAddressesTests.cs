namespace Orchestrator.Node.Tests.Runtime;

public sealed class PodAddressesTests
{
    [Fact]
    public void Addresses_GoRoundTheRange_AndAreHeldByOneUid()
    {
        var addresses = new PodAddresses("127.64.0.0/30");

        Assert.Equal("127.64.0.1", addresses.Take("a"));
        Assert.Equal("127.64.0.1", addresses.Take("a"));
        addresses.Release("a");
        Assert.Equal("127.64.0.2", addresses.Take("b"));
        Assert.Equal("127.64.0.1", addresses.Take("c"));
        Assert.Null(addresses.Take("d"));
    }

    [Fact]
    public void RestoredAddress_IsNotGivenAgain()
    {
        var addresses = new PodAddresses("127.64.0.0/29");
        addresses.Restore("old", "127.64.0.2");

        Assert.Equal("127.64.0.2", addresses.Take("old"));
        Assert.Equal("127.64.0.3", addresses.Take("new"));
    }

    [Theory]
    [InlineData(0, "127.64.0.0/20")]
    [InlineData(1, "127.64.16.0/20")]
    [InlineData(511, "127.95.240.0/20")]
    public void LoopbackRanges_LieBesideEachOther(int index, string range) =>
        Assert.Equal(range, PodAddresses.LoopbackRange(index));
}
