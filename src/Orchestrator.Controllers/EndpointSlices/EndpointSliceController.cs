using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client;
using Orchestrator.Controllers.Ownership;
using Orchestrator.Controllers.ServiceEndpoints;

namespace Orchestrator.Controllers.EndpointSlices;

/// <summary>Writes for each Service with a selector the slices of its endpoints, at most a hundred in each.</summary>
/// <remarks>
/// Watches Service, Pod by label, and its own slices; reads Nodes for their zones. Where a slice goes is
/// <see cref="EndpointSlicePlan"/>. Slices of a
/// Service that is gone are the garbage collector's.
/// </remarks>
public sealed class EndpointSliceController : IReconciler
{
    public const string Name = "endpointslice-controller";

    /// <summary>The name events are reported under.</summary>
    public const string Component = "endpoint-slice-controller";

    private const string Zone = "topology.kubernetes.io/zone";

    private readonly Listers _listers;
    private readonly IApiClient _api;
    private readonly IEventRecorder _events;
    private readonly Expectations _expected;
    private readonly OwnWrites<EndpointSlice> _written = new();

    public EndpointSliceController(Listers listers, IApiClient api, IEventRecorder events, TimeProvider time)
    {
        _listers = listers;
        _api = api;
        _events = events;
        _expected = new Expectations(time);
        Watches = WatchPlan.For<Service>()
            .Watches<Pod>((change, keys) => ServicePods.Wake(_listers, change, keys))
            .Owns<EndpointSlice>(_expected)
            .Reads<Service>(ServicePods.Selected)
            .Reads<Pod>(ServicePods.Labeled)
            .Reads<Node>();
    }

    public WatchPlan Watches { get; }

    public async ValueTask<Outcome> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (_listers.Find<Service>(key) is not { } service)
        {
            _expected.Forget(key);
            return Outcome.Done;
        }
        if (service.IsTerminating || service.Spec.Selector.IsEmpty || service.Spec.Type == "ExternalName")
            return Outcome.Done;
        // A slice that was created and is not seen yet would be created again.
        if (!_expected.AreMet(service))
            return Outcome.After(Expectations.Timeout);

        var existing = _listers.OwnedBy<EndpointSlice>(service)
            .Select(_written.Newest)
            .Where(slice => !slice.IsTerminating && slice.Metadata.Labels[SliceLabels.ManagedBy] == SliceLabels.Manager)
            .ToList();
        var pods = ServicePods.Of(_listers, service).ToList();
        var groups = EndpointPods.FamiliesOf(service)
            .Select(family => (family, SliceEndpoints.Of(service, pods, family, ZoneOf)))
            .ToList();
        var plan = EndpointSlicePlan.For(service, groups, existing);
        if (plan.IsEmpty)
            return Outcome.Done;
        var changed = TriggerTime.Of(
            pods.Where(pod => plan.ChangedPods.Contains(pod.Uid)), existing.Count == 0 ? service : null);
        return await ApplyAsync(service, plan, changed, ct);
    }

    private async ValueTask<Outcome> ApplyAsync(
        Service service, EndpointSlicePlan plan, Time? changed, CancellationToken ct)
    {
        try
        {
            foreach (var slice in plan.Create)
                await CreateAsync(service, WithTime(slice, changed), ct);
            foreach (var slice in plan.Update)
                _written.Remember(await _api.UpdateAsync(WithTime(slice, changed), ct));
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
                service, "FailedToUpdateEndpointSlices",
                $"Error updating Endpoint Slices for Service {service.Key}: {error.Message}");
            return Outcome.BackOff(error);
        }
    }

    private async ValueTask CreateAsync(Service service, EndpointSlice slice, CancellationToken ct)
    {
        _expected.ExpectCreations(service, 1);
        var isCreated = false;
        try
        {
            await _api.CreateAsync(slice, ct);
            isCreated = true;
        }
        finally
        {
            if (!isCreated)
                _expected.CreationFailed(service.Key);
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

    private static EndpointSlice WithTime(EndpointSlice slice, Time? changed) => slice with
    {
        Metadata = slice.Metadata with { Annotations = TriggerTime.Write(slice.Metadata.Annotations, changed) },
    };

    private string? ZoneOf(string node) => _listers.Find<Node>(new ObjectKey("", node))?.Metadata.Labels[Zone];
}
