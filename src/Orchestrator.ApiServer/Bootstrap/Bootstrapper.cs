using Orchestrator.Api;
using Orchestrator.Api.Bootstrap;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Values;
using Orchestrator.Client;
using CorePort = Orchestrator.Api.Core.V1.EndpointPort;
using SlicePort = Orchestrator.Api.Discovery.V1.EndpointPort;

namespace Orchestrator.ApiServer.Bootstrap;

/// <summary>What every cluster has before anyone asks: the system namespaces, and the <c>kubernetes</c> Service with
/// the server's own
/// address behind it.</summary>
/// <remarks>Level-based: run at each start, it creates what is missing and corrects the address.</remarks>
public sealed class Bootstrapper(IApiClient api, string kubernetesServiceIp)
{
    private const string Home = "default";
    private const string ServiceName = "kubernetes";
    private const string PortName = "https";
    private const int ServicePortNumber = 443;

    private static readonly string[] Namespaces = [Home, "kube-system", "kube-public", "kube-node-lease"];

    private static readonly ObjectMeta Meta = new() { Name = ServiceName, Namespace = Home };

    public async ValueTask EnsureNamespacesAsync(CancellationToken cancellation = default)
    {
        foreach (var name in Namespaces)
            await EnsureAsync(new Namespace { Metadata = new ObjectMeta { Name = name } }, v => v, cancellation);
    }

    /// <param name="address">An IP address at which Pods and nodes reach the server.</param>
    public async ValueTask EnsureKubernetesServiceAsync(
        string address, int port, CancellationToken cancellation = default)
    {
        await EnsureAsync(
            KubernetesService(port),
            service => service with { Spec = service.Spec with { Ports = ServicePorts(port) } },
            cancellation);
        await EnsureAsync(
            KubernetesEndpoints(address, port),
            endpoints => endpoints with { Subsets = Subsets(address, port) },
            cancellation);
        await EnsureAsync(
            KubernetesSlice(address, port),
            slice => slice with { Endpoints = Addresses(address), Ports = SlicePorts(port) },
            cancellation);
    }

    /// <summary>Tells whoever wants to join which authority to trust and where the API answers.</summary>
    /// <param name="authorityPem">The cluster's authority.</param>
    /// <param name="server">Such as <c>https://10.0.0.1:6443</c>.</param>
    public ValueTask EnsureClusterInfoAsync(
        string authorityPem, string server, CancellationToken cancellation = default)
    {
        var info = ClusterInfo.Of(authorityPem, server);
        var text = info.Data[ClusterInfo.KubeconfigKey]!;
        return EnsureAsync(
            info, found => found with { Data = found.Data.With(ClusterInfo.KubeconfigKey, text) }, cancellation);
    }

    private Service KubernetesService(int port) => new()
    {
        Metadata = Meta with { Labels = ValueMap.Of(("component", "apiserver"), ("provider", "kubernetes")) },
        Spec = new ServiceSpec { Type = "ClusterIP", ClusterIP = kubernetesServiceIp, Ports = ServicePorts(port) },
    };

    private static Endpoints KubernetesEndpoints(string address, int port) => new()
    {
        Metadata = Meta with { Labels = ValueMap.Of(("endpointslice.kubernetes.io/skip-mirror", "true")) },
        Subsets = Subsets(address, port),
    };

    private static EndpointSlice KubernetesSlice(string address, int port) => new()
    {
        Metadata = Meta with { Labels = ValueMap.Of(("kubernetes.io/service-name", ServiceName)) },
        AddressType = "IPv4",
        Endpoints = Addresses(address),
        Ports = SlicePorts(port),
    };

    private static ValueList<ServicePort> ServicePorts(int port) =>
        [new ServicePort { Name = PortName, Protocol = "TCP", Port = ServicePortNumber, TargetPort = port }];

    private static ValueList<EndpointSubset> Subsets(string address, int port) =>
    [
        new EndpointSubset
        {
            Addresses = [new EndpointAddress { IP = address }],
            Ports = [new CorePort { Name = PortName, Port = port, Protocol = "TCP" }],
        },
    ];

    private static ValueList<Endpoint> Addresses(string address) =>
        [new Endpoint { Addresses = [address], Conditions = new EndpointConditions { Ready = true } }];

    private static ValueList<SlicePort> SlicePorts(int port) =>
        [new SlicePort { Name = PortName, Port = port, Protocol = "TCP" }];

    private async ValueTask EnsureAsync<T>(T value, Func<T, T> correct, CancellationToken cancellation)
        where T : KubeObject
    {
        T current;
        try
        {
            // Of an earlier start, when the server may have listened elsewhere.
            current = await api.GetAsync<T>(value.Key, cancellation);
        }
        catch (StatusException absent) when (absent.IsNotFound)
        {
            await api.CreateAsync(value, cancellation);
            return;
        }
        var corrected = correct(current);
        if (!corrected.Equals(current))
            await api.UpdateAsync(corrected, cancellation);
    }
}
