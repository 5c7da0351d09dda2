using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.Api.Values;
using Orchestrator.Network.Proxy;

namespace Orchestrator.Network.Tests;

/// <summary>Services, slices and rules in a few words.</summary>
internal static class Objects
{
    public static Service Service(
        string name = "web", string ip = "127.96.0.10", params (string? Name, int Port)[] ports) => new()
        {
            Metadata = new() { Namespace = "default", Name = name, Uid = "uid-" + name },
            Spec = new()
            {
                ClusterIP = ip,
                ClusterIPs = [ip],
                Type = "ClusterIP",
                Ports = ports.Length == 0
                ? [new() { Port = 80, Protocol = "TCP" }]
                : [.. ports.Select(port => new ServicePort { Name = port.Name, Port = port.Port, Protocol = "TCP" })],
            },
        };

    public static Service With(this Service service, Func<ServiceSpec, ServiceSpec> change) =>
        service with { Spec = change(service.Spec) };

    public static EndpointSlice Slice(string name, string service, int port, params Endpoint[] endpoints) => new()
    {
        Metadata = new()
        {
            Namespace = "default",
            Name = name,
            Uid = "uid-" + name,
            Labels = ValueMap.Of((ProxyRules.ServiceNameLabel, service)),
        },
        AddressType = "IPv4",
        Ports = [new() { Name = "", Port = port, Protocol = "TCP" }],
        Endpoints = [.. endpoints],
    };

    public static Endpoint Ready(string ip, string? node = null) => new()
    {
        Addresses = [ip],
        NodeName = node,
        Conditions = new() { Ready = true, Serving = true, Terminating = false },
    };

    public static Endpoint NotReady(string ip) => new()
    {
        Addresses = [ip],
        Conditions = new() { Ready = false, Serving = false, Terminating = false },
    };

    public static Endpoint Terminating(string ip, bool serving = true) => new()
    {
        Addresses = [ip],
        Conditions = new() { Ready = false, Serving = serving, Terminating = true },
    };

    public static ProxyRule Rule(
        string? ip, int port, string protocol = "TCP", TimeSpan? affinity = null, params ProxyEndpoint[] endpoints) =>
        new(new(new("default", "web"), ""), new(ip, port, protocol), [.. endpoints], affinity);
}
