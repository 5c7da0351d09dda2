using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Values;
using CorePort = Orchestrator.Api.Core.V1.EndpointPort;
using SlicePort = Orchestrator.Api.Discovery.V1.EndpointPort;

namespace Orchestrator.ApiServer.Bootstrap;

/// <summary>The endpoints of the Service <c>default/kubernetes</c> for the control planes that live. Pure.</summary>
/// <remarks>A slice has one list of ports for all its addresses: control planes that listen on different ports, as
/// those of one machine do, are in slices of their own, <c>kubernetes</c> and <c>kubernetes-&lt;port&gt;</c>.</remarks>
internal static class KubernetesEndpoints
{
    public const string Namespace = "default";
    public const string Name = "kubernetes";
    public const string ServiceNameLabel = "kubernetes.io/service-name";

    private const string PortName = "https";

    public static Endpoints EndpointsOf(IEnumerable<IPEndPoint> addresses) => new()
    {
        Metadata = Meta(Name, ("endpointslice.kubernetes.io/skip-mirror", "true")),
        Subsets = Groups(addresses).Select(group => new EndpointSubset
        {
            Addresses = group.Addresses.Select(ip => new EndpointAddress { IP = ip }).ToValueList(),
            Ports = [new CorePort { Name = PortName, Port = group.Port, Protocol = "TCP" }],
        }).ToValueList(),
    };

    public static IReadOnlyList<EndpointSlice> SlicesOf(IEnumerable<IPEndPoint> addresses) =>
    [
        .. Groups(addresses).Select((group, index) => new EndpointSlice
        {
            Metadata = Meta(index == 0 ? Name : $"{Name}-{group.Suffix}", (ServiceNameLabel, Name)),
            AddressType = group.IsV6 ? "IPv6" : "IPv4",
            Endpoints = group.Addresses
                .Select(ip => new Endpoint { Addresses = [ip], Conditions = new EndpointConditions { Ready = true } })
                .ToValueList(),
            Ports = [new SlicePort { Name = PortName, Port = group.Port, Protocol = "TCP" }],
        }),
    ];

    private static ObjectMeta Meta(string name, (string, string) label) =>
        new() { Name = name, Namespace = Namespace, Labels = ValueMap.Of(label) };

    // In an order of their own, so that the same control planes always make the same objects.
    private static IEnumerable<Group> Groups(IEnumerable<IPEndPoint> addresses) => addresses
        .GroupBy(address => (address.Port, IsV6: address.AddressFamily == AddressFamily.InterNetworkV6))
        .OrderBy(group => group.Key.IsV6).ThenBy(group => group.Key.Port)
        .Select(group => new Group(
            group.Key.Port, group.Key.IsV6,
            [.. group.Select(address => address.Address.ToString()).Distinct().Order(StringComparer.Ordinal)]));

    private sealed record Group(int Port, bool IsV6, IReadOnlyList<string> Addresses)
    {
        public string Suffix => Port.ToString(CultureInfo.InvariantCulture) + (IsV6 ? "-v6" : "");
    }
}
