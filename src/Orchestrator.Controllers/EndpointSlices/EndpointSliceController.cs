using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.Client;
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
    private readonly Expectations _expected;
    private readonly SliceWriter _slices;

    public EndpointSliceController(Listers listers, IApiClient api, IEventRecorder events, TimeProvider time)
    {
        _listers = listers;
        _expected = new Expectations(time);
        _slices = new SliceWriter(SliceLabels.Manager, listers, api, events, _expected);
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

        var existing = _slices.Existing(service);
        var pods = ServicePods.Of(_listers, service).ToList();
        var groups = EndpointPods.FamiliesOf(service)
            .Select(family => (family, SliceEndpoints.Of(service, pods, family, ZoneOf)))
            .ToList();
        var plan = EndpointSlicePlan.For(service, groups, existing);
        if (plan.IsEmpty)
            return Outcome.Done;
        var changed = TriggerTime.Of(
            pods.Where(pod => plan.ChangedPods.Contains(pod.Uid)), existing.Count == 0 ? service : null);
        return await _slices.ApplyAsync(service, WithTime(plan, changed), ct);
    }

    private static EndpointSlicePlan WithTime(EndpointSlicePlan plan, Time? changed) => plan with
    {
        Create = plan.Create.Select(slice => WithTime(slice, changed)).ToValueList(),
        Update = plan.Update.Select(slice => WithTime(slice, changed)).ToValueList(),
    };

    private static EndpointSlice WithTime(EndpointSlice slice, Time? changed) => slice with
    {
        Metadata = slice.Metadata with { Annotations = TriggerTime.Write(slice.Metadata.Annotations, changed) },
    };

    private string? ZoneOf(string node) => _listers.Find<Node>(new ObjectKey("", node))?.Metadata.Labels[Zone];
}
