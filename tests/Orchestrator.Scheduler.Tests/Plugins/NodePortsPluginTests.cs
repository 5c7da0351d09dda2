using Orchestrator.Api.Core.V1;
using Orchestrator.Scheduler.Plugins;
using static Orchestrator.Scheduler.Tests.Objects;

namespace Orchestrator.Scheduler.Tests.Plugins;

public sealed class NodePortsPluginTests
{
    private readonly NodePortsPlugin _plugin = new();

    [Theory]
    [InlineData("same port", 8080, null, "TCP", false)]
    [InlineData("other port", 8081, null, "TCP", true)]
    [InlineData("other protocol", 8080, null, "UDP", true)]
    [InlineData("one address against all", 8080, "10.0.0.1", "TCP", false)]
    public void HostPort_IsTakenOnce(string name, int port, string? ip, string protocol, bool passes)
    {
        var node = Node("n").Info(WithPort("holder", 8080, null, "TCP"));

        Assert.True(passes == _plugin.Filter(WithPort("p", port, ip, protocol).Info(), node) is null, name);
    }

    [Fact]
    public void TwoAddresses_DoNotConflict()
    {
        var node = Node("n").Info(WithPort("holder", 8080, "10.0.0.1", "TCP"));

        Assert.Null(_plugin.Filter(WithPort("p", 8080, "10.0.0.2", "TCP").Info(), node));
    }

    [Fact]
    public void PodThatLeft_FreesItsPort()
    {
        var node = Node("n").Info(WithPort("holder", 8080, null, "TCP"));
        node.RemovePod("uid-holder");

        Assert.Null(_plugin.Filter(WithPort("p", 8080, null, "TCP").Info(), node));
    }

    [Fact]
    public void PodWithoutHostPorts_IsSkipped() => Assert.True(_plugin.PreFilter(Pod("p").Info()).IsSkipped);

    private static Pod WithPort(string name, int hostPort, string? ip, string protocol)
    {
        var port = new ContainerPort { HostPort = hostPort, HostIP = ip, Protocol = protocol, ContainerPortValue = 80 };
        return Pod(name).WithSpec(spec => spec with { Containers = [new() { Ports = [port] }] });
    }
}
