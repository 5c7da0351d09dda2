using System.Net;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.ApiServer.Bootstrap;

namespace Orchestrator.ApiServer.Tests.Bootstrap;

/// <summary>Whose Lease counts, by what was seen and when.</summary>
public sealed class LiveServersTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly LiveServers _servers = new();

    [Fact]
    public void RenewalsThatGoOn_KeepItAlive()
    {
        for (var second = 0; second < 100; second += 10)
            Assert.Equal((1, 0), Observe(second, Lease(second)));
    }

    [Fact]
    public void RenewalsThatStop_EndIt_AfterItsLength()
    {
        Observe(0, Lease(0));
        Assert.Equal((1, 0), Observe(24, Lease(0)));
        Assert.Equal((0, 1), Observe(25, Lease(0)));
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(3600)]
    public void ItsOwnClock_DoesNotMatter(int off)
    {
        Assert.Equal((1, 0), Observe(0, Lease(off)));
        Assert.Equal((1, 0), Observe(20, Lease(off + 10)));
        Assert.Equal((1, 0), Observe(40, Lease(off + 10)));
        Assert.Equal((0, 1), Observe(45, Lease(off + 10)));
    }

    [Fact]
    public void AfterATimeInWhichNobodyCouldRenew_AllCountAgain()
    {
        Observe(0, Lease(0));

        _servers.Forget();

        Assert.Equal((1, 0), Observe(100, Lease(0)));
        Assert.Equal((0, 1), Observe(125, Lease(0)));
    }

    private (int Living, int Ended) Observe(int second, Lease lease)
    {
        var (living, ended) = _servers.Observe([lease], TimeSpan.FromSeconds(second));
        return (living.Count, ended.Count);
    }

    private static Lease Lease(int renewed) =>
        new ApiServerIdentity("host", IPEndPoint.Parse("10.0.0.1:6443"), "1")
            .Renewed(null, Start.AddSeconds(renewed), TimeSpan.FromSeconds(25));
}
