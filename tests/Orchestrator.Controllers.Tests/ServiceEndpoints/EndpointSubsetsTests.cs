using Orchestrator.Api.Core.V1;
using Orchestrator.Controllers.ServiceEndpoints;

namespace Orchestrator.Controllers.Tests.ServiceEndpoints;

public class EndpointSubsetsTests
{
    [Fact]
    public void ReadyAndNotReady_StandApart()
    {
        var subsets = EndpointSubsets.Of(
            Services.Service(),
            [Services.Pod(2), Services.Pod(1), Services.Pod(3, ready: false), Services.Pod(4, terminating: true)]);

        Assert.Equal("127.64.0.2,127.64.0.3|127.64.0.4|http=8080", Text(subsets));
        Assert.Equal(
            new EndpointAddress
            {
                IP = "127.64.0.2",
                NodeName = "n",
                TargetRef = new() { Kind = "Pod", Namespace = "default", Name = "p0001", Uid = "uid-p0001" },
            },
            subsets[0].Addresses[0]);
    }

    [Fact]
    public void NamedPort_IsLookedUpInEachPod()
    {
        var service = Services.Service("web", Services.Port("http", 80, "web"));
        var subsets = EndpointSubsets.Of(
            service, [Services.Pod(1), Services.Pod(2, containerPort: 9090), Services.Pod(3)]);

        Assert.Equal("127.64.0.2,127.64.0.4||http=8080; 127.64.0.3||http=9090", Text(subsets));
    }

    [Fact]
    public void SeveralPorts_OfTheSamePodsShareASubset()
    {
        var service = Services.Service(
            "web", Services.Port("http", 80, 8080), Services.Port("admin", 81, 8081), Services.Port("odd", 82, "none"));

        Assert.Equal("127.64.0.2||admin=8081,http=8080", Text(EndpointSubsets.Of(service, [Services.Pod(1)])));
    }

    [Fact]
    public void PublishNotReady_AllCountAsReady()
    {
        var service = Services.Service();
        service = service with { Spec = service.Spec with { PublishNotReadyAddresses = true } };
        var subsets = EndpointSubsets.Of(
            service, [Services.Pod(1, ready: false), Services.Pod(2, ready: false, terminating: true)]);

        Assert.Equal("127.64.0.2,127.64.0.3||http=8080", Text(subsets));
    }

    [Fact]
    public void Headless_WithoutPorts_StillHasAddresses()
    {
        var service = Services.Service();
        service = service with { Spec = service.Spec with { ClusterIP = "None", Ports = [] } };

        Assert.Equal("127.64.0.2||", Text(EndpointSubsets.Of(service, [Services.Pod(1)])));
    }

    [Theory]
    [InlineData("finished", "Succeeded", "127.64.0.9")]
    [InlineData("failed", "Failed", "127.64.0.9")]
    [InlineData("without an address", "Running", "")]
    public void PodThatServesNobody_IsLeftOut(string name, string phase, string ip)
    {
        var pod = Services.Pod(1);
        pod = pod with { Status = pod.Status with { Phase = phase, PodIP = ip, PodIPs = [] } };

        Assert.True(EndpointSubsets.Of(Services.Service(), [pod]).IsEmpty, name);
    }

    [Fact]
    public void TooMany_ReadyOnesComeFirst()
    {
        var pods = Enumerable.Range(0, 1200).Select(i => Services.Pod(i, ready: i >= 300));
        var subsets = EndpointSubsets.Of(Services.Service(), pods);

        Assert.True(EndpointSubsets.Truncate(ref subsets));
        Assert.Equal((900, 100), (subsets[0].Addresses.Count, subsets[0].NotReadyAddresses.Count));
        Assert.False(EndpointSubsets.Truncate(ref subsets));
    }

    [Fact]
    public void Hostname_OnlyUnderTheServiceItNames()
    {
        var pod = Services.Pod(1);
        pod = pod with { Spec = pod.Spec with { Hostname = "db-0", Subdomain = "web" } };

        Assert.Equal("db-0", EndpointSubsets.Of(Services.Service(), [pod])[0].Addresses[0].Hostname);
        Assert.Null(EndpointSubsets.Of(Services.Service("other"), [pod])[0].Addresses[0].Hostname);
    }

    private static string Text(ValueList<EndpointSubset> subsets) => string.Join("; ", subsets.Select(subset =>
        string.Join(',', subset.Addresses.Select(address => address.IP))
        + "|" + string.Join(',', subset.NotReadyAddresses.Select(address => address.IP))
        + "|" + string.Join(',', subset.Ports.Select(port => $"{port.Name}={port.Port}"))));
}
