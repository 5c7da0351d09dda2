using Orchestrator.Actors;
using Orchestrator.ApiServer.Allocation;

namespace Orchestrator.ApiServer.Tests.Allocation;

public class NumberPoolTests
{
    [Fact]
    public void EveryNumber_IsGivenOnce_TheReservedOnesLast()
    {
        var pool = new NumberPool(100, 320);
        var entropy = new SeededEntropy(3);

        var given = Enumerable.Range(0, 320).Select(_ => pool.TryTakeAny(entropy)!.Value).ToList();

        Assert.Equal(Enumerable.Range(100, 320), given.Order());
        Assert.All(given.Take(300), number => Assert.InRange(number, 120, 419));
        Assert.Null(pool.TryTakeAny(entropy));
    }

    [Fact]
    public void ReturnedNumber_IsFreeAgain()
    {
        var pool = new NumberPool(1, 10);
        Assert.True(pool.TryTake(5));
        Assert.False(pool.TryTake(5));
        pool.Return(5);
        Assert.True(pool.TryTake(5));
    }

    [Theory]
    [InlineData("10.96.0.0/12", 1, "10.96.0.1")]
    [InlineData("10.96.0.0/12", 257, "10.96.1.1")]
    [InlineData("127.96.0.0/12", 1048574, "127.111.255.254")]
    public void Range_NumbersItsAddresses(string cidr, int number, string address)
    {
        var range = AddressRange.Parse(cidr);
        Assert.Equal(address, range[number]);
        Assert.Equal(number, range.NumberOf(address));
    }

    [Theory]
    [InlineData("10.96.0.0")]
    [InlineData("10.96.0.0/31")]
    [InlineData("fd00::/108")]
    [InlineData("x/12")]
    public void BadRange_IsRefused(string cidr) => Assert.Throws<FormatException>(() => AddressRange.Parse(cidr));

    [Fact]
    public void AddressOutsideRange_HasNoNumber()
    {
        var range = AddressRange.Parse("10.96.0.0/24");
        Assert.Equal(-1, range.NumberOf("10.96.1.1"));
        Assert.Equal(-1, range.NumberOf("10.96.0.0"));
        Assert.Equal(-1, range.NumberOf("10.96.0.255"));
        Assert.Equal(-1, range.NumberOf("nonsense"));
    }
}
