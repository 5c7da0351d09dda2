using System.Net;
using Orchestrator.Api;
using Orchestrator.Api.Bootstrap;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Values;
using Orchestrator.ApiServer.Allocation;
using Orchestrator.Client;

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
    private const int AttemptsMax = 5;

    private static readonly string[] Namespaces = [Home, "kube-system", "kube-public", "kube-node-lease"];

    private static readonly ObjectMeta Meta = new() { Name = ServiceName, Namespace = Home };

    public async ValueTask EnsureNamespacesAsync(CancellationToken cancellation = default)
    {
        foreach (var name in Namespaces)
            await EnsureAsync(new Namespace { Metadata = new ObjectMeta { Name = name } }, v => v, cancellation);
    }

    /// <summary>The Service and its endpoints, for the only control plane there is.</summary>
    /// <param name="address">An IP address at which Pods and nodes reach the server.</param>
    public async ValueTask EnsureKubernetesServiceAsync(
        string address, int port, CancellationToken cancellation = default)
    {
        await EnsureAsync(
            KubernetesService(port),
            service => service with { Spec = service.Spec with { Ports = ServicePorts(port) } },
            cancellation);
        IPEndPoint[] reached = [new(IPAddress.Parse(address), port)];
        var endpoints = KubernetesEndpoints.EndpointsOf(reached);
        await EnsureAsync(endpoints, found => found with { Subsets = endpoints.Subsets }, cancellation);
        var slice = KubernetesEndpoints.SlicesOf(reached)[0];
        await EnsureAsync(
            slice, found => found with { Endpoints = slice.Endpoints, Ports = slice.Ports }, cancellation);
    }

    /// <summary>The Service alone: <see cref="EndpointReconciler"/> keeps the endpoints of several control
    /// planes.</summary>
    /// <param name="port">Named as its target where the Service is not there yet.</param>
    public async ValueTask EnsureServiceAsync(int port, CancellationToken cancellation = default) =>
        await EnsureAsync(KubernetesService(port), found => found, cancellation);

    /// <summary>Records what all control planes must have alike; the first one's range of Service addresses
    /// stays.</summary>
    /// <param name="own">What this one was started with.</param>
    /// <returns>What is recorded now.</returns>
    public async ValueTask<ClusterSettings> EnsureSettingsAsync(
        ClusterSettings own, CancellationToken cancellation = default)
    {
        var recorded = await EnsureAsync(
            own.ToConfigMap(), found => ClusterSettings.Of(found).JoinedBy(own).WrittenTo(found), cancellation);
        return ClusterSettings.Of(recorded);
    }

    /// <summary>Services of a cluster that has recorded no range yet whose addresses lie in another one, in order, as
    /// <c>namespace/name (address)</c>: an earlier version made them, with another range.</summary>
    public async ValueTask<IReadOnlyList<string>> ServicesOutsideAsync(
        AddressRange range, CancellationToken cancellation = default)
    {
        if (await HasRangeAsync(cancellation))
            return [];
        var services = await api.ListAsync<Service>(new ListQuery(), cancellation);
        return [.. services.Items.Cast<Service>()
            .Where(
                service => service.Spec.ClusterIP is { } address and not ("" or "None") && range.NumberOf(address) < 0)
            .Select(service => $"{service.Key} ({service.Spec.ClusterIP})")
            .Order(StringComparer.Ordinal)];
    }

    private async ValueTask<bool> HasRangeAsync(CancellationToken cancellation)
    {
        try
        {
            var recorded = await api.GetAsync<ConfigMap>(ClusterSettings.Key, cancellation);
            return ClusterSettings.Of(recorded).ServiceSubnet.Length > 0;
        }
        catch (StatusException absent) when (absent.IsNotFound)
        {
            return false;
        }
    }

    private Service KubernetesService(int port) => new()
    {
        Metadata = Meta with { Labels = ValueMap.Of(("component", "apiserver"), ("provider", "kubernetes")) },
        Spec = new ServiceSpec { Type = "ClusterIP", ClusterIP = kubernetesServiceIp, Ports = ServicePorts(port) },
    };

    private static ValueList<ServicePort> ServicePorts(int port) =>
        [new ServicePort { Name = PortName, Protocol = "TCP", Port = ServicePortNumber, TargetPort = port }];

    // Control planes that start together find each other's writes: then what is there now is corrected.
    private async ValueTask<T> EnsureAsync<T>(T value, Func<T, T> correct, CancellationToken cancellation)
        where T : KubeObject
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await EnsureOnceAsync(value, correct, cancellation);
            }
            catch (StatusException race) when (IsRace(race) && attempt < AttemptsMax)
            {
                // Read again.
            }
        }
    }

    // 422: the address of a Service that another has just created is taken.
    private static bool IsRace(StatusException refusal) =>
        refusal.IsConflict || refusal.IsAlreadyExists || refusal.Code == 422;

    private async ValueTask<T> EnsureOnceAsync<T>(T value, Func<T, T> correct, CancellationToken cancellation)
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
            return await api.CreateAsync(value, cancellation);
        }
        var corrected = correct(current);
        return corrected.Equals(current) ? current : await api.UpdateAsync(corrected, cancellation);
    }
}
