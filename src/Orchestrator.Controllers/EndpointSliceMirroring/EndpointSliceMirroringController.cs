using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client;
using Orchestrator.Controllers.EndpointSlices;
using Orchestrator.Controllers.Ownership;

namespace Orchestrator.Controllers.EndpointSliceMirroring;

/// <summary>Shows Endpoints that were written by hand, for a Service without a selector, as EndpointSlices: that is what
/// proxies read.</summary>
/// <remarks>
/// Watches Endpoints, the Service of the same name, and its own slices. What is written is <see cref="MirrorPlan"/>.
/// Slices of an Endpoints that is gone are the garbage collector's; where only the Service is gone, or has a selector
/// now, they are deleted here.
/// </remarks>
public sealed class EndpointSliceMirroringController : IReconciler
{
    public const string Name = "endpointslice-mirroring-controller";

    /// <summary>The name events are reported under.</summary>
    public const string Component = "endpoint-slice-mirroring-controller";

    private readonly Listers _listers;
    private readonly IApiClient _api;
    private readonly IEventRecorder _events;
    private readonly Expectations _expected;
    private readonly OwnWrites<EndpointSlice> _written = new();

    public EndpointSliceMirroringController(
        Listers listers, IApiClient api, IEventRecorder events, TimeProvider time)
    {
        _listers = listers;
        _api = api;
        _events = events;
        _expected = new Expectations(time);
        Watches = WatchPlan.For<Endpoints>()
            .Watches<Service>(WakeEndpoints)
            .Owns<EndpointSlice>(_expected);
    }

    public WatchPlan Watches { get; }

    public async ValueTask<Outcome> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (_listers.Find<Endpoints>(key) is not { } endpoints)
        {
            _expected.Forget(key);
            return Outcome.Done;
        }
        if (endpoints.IsTerminating)
            return Outcome.Done;
        // A slice that was created and is not seen yet would be created again.
        if (!_expected.AreMet(endpoints))
            return Outcome.After(Expectations.Timeout);

        var existing = _listers.OwnedBy<EndpointSlice>(endpoints)
            .Select(_written.Newest)
            .Where(slice => !slice.IsTerminating && slice.Metadata.Labels[SliceLabels.ManagedBy] == Mirroring.Manager)
            .ToList();
        var plan = Mirroring.IsMirrored(endpoints, _listers.Find<Service>(key))
            ? MirrorPlan.For(endpoints, existing)
            : MirrorPlan.None(existing);
        if (plan.IsEmpty)
            return Outcome.Done;
        Report(endpoints, plan);
        return await ApplyAsync(endpoints, plan, ct);
    }

    private async ValueTask<Outcome> ApplyAsync(Endpoints endpoints, MirrorPlan plan, CancellationToken ct)
    {
        try
        {
            foreach (var slice in plan.Create)
                await CreateAsync(endpoints, slice, ct);
            foreach (var slice in plan.Update)
                _written.Remember(await _api.UpdateAsync(slice, ct));
            foreach (var slice in plan.Delete)
                await DeleteAsync(slice, ct);
            return Outcome.Done;
        }
        catch (StatusException error) when (error.IsNamespaceTerminating)
        {
            return Outcome.Done;
        }
        catch (StatusException error) when (error.IsConflict || error.IsNotFound)
        {
            // The cache is behind.
            return Outcome.BackOff(error);
        }
        catch (Exception error) when (error is StatusException or ApiUnreachableException)
        {
            _events.Warning(
                endpoints, "FailedToUpdateEndpointSlices",
                $"Error updating Endpoint Slices for Endpoints {endpoints.Key}: {error.Message}");
            return Outcome.BackOff(error);
        }
    }

    private async ValueTask CreateAsync(Endpoints endpoints, EndpointSlice slice, CancellationToken ct)
    {
        _expected.ExpectCreations(endpoints, 1);
        var isCreated = false;
        try
        {
            await _api.CreateAsync(slice, ct);
            isCreated = true;
        }
        finally
        {
            if (!isCreated)
                _expected.CreationFailed(endpoints.Key);
        }
    }

    private async ValueTask DeleteAsync(EndpointSlice slice, CancellationToken ct)
    {
        try
        {
            var options = new DeleteOptions { Preconditions = new Preconditions { Uid = slice.Uid } };
            await _api.DeleteAsync<EndpointSlice>(slice.Key, options, ct);
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            // Gone by itself.
        }
    }

    private void Report(Endpoints endpoints, MirrorPlan plan)
    {
        if (plan.Invalid > 0)
        {
            _events.Warning(
                endpoints, "InvalidIPAddress",
                $"Skipped {plan.Invalid} invalid IP addresses when mirroring to EndpointSlices");
        }
        if (plan.Skipped > 0)
        {
            _events.Warning(
                endpoints, "TooManyAddressesToMirror",
                $"A max of {MirrorPlan.AddressesMax} addresses can be mirrored to EndpointSlices per Endpoints subset. " +
                $"{plan.Skipped} addresses were skipped");
        }
    }

    /// <summary>A Service of that name appears, goes, or gains or loses its selector.</summary>
    private static void WakeEndpoints(ObjectChange<Service> change, IKeySink keys)
    {
        if (change.Old is not { } old || change.New is not { } service
            || old.Spec.Selector.IsEmpty != service.Spec.Selector.IsEmpty)
            keys.Add(change.Object.Key);
    }
}
