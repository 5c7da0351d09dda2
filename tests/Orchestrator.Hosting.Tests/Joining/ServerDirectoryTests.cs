using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Values;
using Orchestrator.Hosting.Joining;

namespace Orchestrator.Hosting.Tests.Joining;

public sealed class ServerDirectoryTests
{
    [Theory]
    [InlineData("the ones told come first, the one joined at last", "https://lb.example:6443", "10.0.0.1 10.0.0.2",
        "https://10.0.0.1:443/ https://10.0.0.2:443/ https://lb.example:6443/")]
    [InlineData("the one joined at is among them", "https://10.0.0.2:443", "10.0.0.1 10.0.0.2",
        "https://10.0.0.1:443/ https://10.0.0.2:443/")]
    [InlineData("another machine's loopback is not ours", "https://10.0.0.9:443", "127.0.0.1", "https://10.0.0.9:443/")]
    [InlineData("our own loopback is", "https://127.0.0.1:6443", "127.0.0.1 127.0.0.2",
        "https://127.0.0.1:443/ https://127.0.0.2:443/ https://127.0.0.1:6443/")]
    [InlineData("none told", "https://10.0.0.9:443", "", "https://10.0.0.9:443/")]
    [InlineData("what is no address", "https://10.0.0.9:443", "nowhere", "https://10.0.0.9:443/")]
    public void Servers_FollowTheEndpoints(string what, string joinedAt, string told, string known)
    {
        var endpoints = new Endpoints
        {
            Subsets =
            [
                new EndpointSubset
                {
                    Addresses = told.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                        .Select(ip => new EndpointAddress { IP = ip }).ToValueList(),
                    Ports = [new EndpointPort { Name = "https", Port = 443 }],
                },
            ],
        };

        var servers = ServerDirectory.ServersIn(endpoints, new Uri(joinedAt));

        var expected = known.Split(' ').Select(text => new Uri(text));
        Assert.True(expected.SequenceEqual(servers), $"{what}: {string.Join(' ', servers)}");
    }
}
