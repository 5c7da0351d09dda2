using System.Net;
using Orchestrator.Actors;
using Orchestrator.Api;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Bootstrap;

/// <summary>Renews this control plane's identity Lease, and keeps the endpoints of <c>default/kubernetes</c> at those
/// whose Lease lives.</summary>
/// <param name="api">Reads this server's own snapshot.</param>
/// <param name="self">This control plane.</param>
/// <param name="info">Told who lives; null where nobody joins.</param>
/// <remarks>Each control plane runs one; all come to the same result, so who writes it does not matter. Reads are this
/// server's own snapshot. An orderly stop takes the Lease and the address away at once. What fails is tried again with
/// the next look.</remarks>
public sealed class EndpointReconciler(IApiClient api, ApiServerIdentity self, ClusterInfoKeeper? info = null)
    : Actor<EndpointReconcilerMessage>
{
    /// <summary>As Kubernetes renews it.</summary>
    private static readonly TimeSpan RenewPeriod = TimeSpan.FromSeconds(10);

    /// <summary>Outlives one renewal that came too late because a leader had to be found first.</summary>
    private static readonly TimeSpan LeaseLength = TimeSpan.FromSeconds(25);

    private static readonly TimeSpan LookPeriod = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LeaveMax = TimeSpan.FromSeconds(2);

    private readonly LiveServers _servers = new();
    private TimeSpan? _renewedAt;

    private TimeSpan Now => Time.GetElapsedTime(0);

    public override ValueTask OnStartAsync()
    {
        Context.Timers.Every(nameof(LookDue), LookPeriod, new LookDue());
        Self.Tell(new LookDue());
        return default;
    }

    public override async ValueTask OnMessageAsync(EndpointReconcilerMessage message)
    {
        try
        {
            if (_renewedAt is not { } at || Now - at >= RenewPeriod)
                await RenewAsync();
            await ReconcileAsync(without: null, Ended);
        }
        catch (Exception error) when (error is StatusException or ApiUnreachableException)
        {
            // No leader at the moment, or another control plane wrote the same before: the next look tells. Whoever
            // could not renew meanwhile for the same reason is not dead.
            _servers.Forget();
        }
    }

    public override async ValueTask OnStopAsync()
    {
        using var late = new CancellationTokenSource(LeaveMax, Time);
        try
        {
            await api.DeleteAsync<Lease>(self.Key, cancellation: late.Token);
            await ReconcileAsync(without: self.Address, late.Token);
        }
        catch (Exception error) when (error is StatusException or ApiUnreachableException or OperationCanceledException)
        {
            // The others see the Lease run out.
        }
    }

    private async ValueTask RenewAsync()
    {
        var current = await FindAsync<Lease>(self.Key, "", Ended);
        var renewed = self.Renewed(current, Time.GetUtcNow(), LeaseLength);
        if (current is null)
            await api.CreateAsync(renewed, cancellation: Ended);
        else
            await api.UpdateAsync(renewed, cancellation: Ended);
        _renewedAt = Now;
    }

    private async ValueTask ReconcileAsync(IPEndPoint? without, CancellationToken cancellation)
    {
        var leases = await api.ListAsync<Lease>(
            new ListQuery
            {
                Namespace = ApiServerIdentity.Namespace,
                LabelSelector = $"{ApiServerIdentity.IdentityLabel}={ApiServerIdentity.IdentityValue}",
                ResourceVersion = "0",
            },
            cancellation);
        var (living, ended) = _servers.Observe([.. leases.Items.Cast<Lease>()], Now);
        var wanted = living.Where(address => !address.Equals(without)).ToList();
        // Nobody: a server that has not renewed yet, or the last one leaving. Clients keep what they have.
        if (wanted.Count > 0)
        {
            await ApplyAsync(wanted, cancellation);
            if (info is not null)
                await info.EnsureAsync(wanted, cancellation);
        }
        foreach (var lease in ended)
            await DeleteAsync(lease, cancellation);
    }

    private async ValueTask ApplyAsync(List<IPEndPoint> addresses, CancellationToken cancellation)
    {
        await EnsureAsync(
            KubernetesEndpoints.EndpointsOf(addresses), (has, want) => has with { Subsets = want.Subsets },
            cancellation);
        var slices = KubernetesEndpoints.SlicesOf(addresses);
        foreach (var slice in slices)
        {
            await EnsureAsync(
                slice, (has, want) => has with { Endpoints = want.Endpoints, Ports = want.Ports }, cancellation);
        }
        var present = await api.ListAsync<EndpointSlice>(
            new ListQuery
            {
                Namespace = KubernetesEndpoints.Namespace,
                LabelSelector = $"{KubernetesEndpoints.ServiceNameLabel}={KubernetesEndpoints.Name}",
                ResourceVersion = "0",
            },
            cancellation);
        foreach (var slice in present.Items)
        {
            if (!slices.Any(wanted => wanted.Metadata.Name == slice.Metadata.Name))
                await DeleteAsync((EndpointSlice)slice, cancellation);
        }
    }

    private async ValueTask EnsureAsync<T>(T wanted, Func<T, T, T> correct, CancellationToken cancellation)
        where T : KubeObject
    {
        var current = await FindAsync<T>(wanted.Key, "0", cancellation);
        if (current is null)
        {
            await api.CreateAsync(wanted, cancellation: cancellation);
            return;
        }
        var corrected = correct(current, wanted);
        if (!corrected.Equals(current))
            await api.UpdateAsync(corrected, cancellation: cancellation);
    }

    private async ValueTask<T?> FindAsync<T>(ObjectKey key, string resourceVersion, CancellationToken cancellation)
        where T : KubeObject
    {
        try
        {
            return (T)await api.GetAsync(ApiKinds.Of<T>(), key, resourceVersion, null, cancellation);
        }
        catch (StatusException absent) when (absent.IsNotFound)
        {
            return null;
        }
    }

    private async ValueTask DeleteAsync<T>(T value, CancellationToken cancellation)
        where T : KubeObject
    {
        try
        {
            var expected = new Api.Meta.V1.Preconditions { ResourceVersion = value.Metadata.ResourceVersion };
            await api.DeleteAsync<T>(value.Key, new() { Preconditions = expected }, cancellation);
        }
        catch (StatusException gone) when (gone.IsNotFound)
        {
            // Another control plane was first.
        }
    }

    private sealed record LookDue : EndpointReconcilerMessage;
}
