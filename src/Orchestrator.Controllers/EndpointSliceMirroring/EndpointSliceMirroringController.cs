using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.Client;
using Orchestrator.Controllers.EndpointSlices;

namespace Orchestrator.Controllers.EndpointSliceMirroring;

/// <summary>Shows Endpoints that were written by hand, for a Service without a selector, as EndpointSlices: that is
/// what proxies read.</summary>
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
    private readonly IEventRecorder _events;
    private readonly Expectations _expected;
    private readonly SliceWriter _slices;

    public EndpointSliceMirroringController(
        Listers listers, IApiClient api, IEventRecorder events, TimeProvider time)
    {
        _listers = listers;
        _events = events;
        _expected = new Expectations(time);
        _slices = new SliceWriter(Mirroring.Manager, listers, api, events, _expected);
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

        var existing = _slices.Existing(endpoints);
        var plan = Mirroring.IsMirrored(endpoints, _listers.Find<Service>(key))
            ? MirrorPlan.For(endpoints, existing)
            : MirrorPlan.None(existing);
        if (plan.IsEmpty)
            return Outcome.Done;
        Report(endpoints, plan);
        return await _slices.ApplyAsync(endpoints, plan, ct);
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
                $"A max of {MirrorPlan.AddressesMax} addresses can be mirrored to EndpointSlices per Endpoints " +
                $"subset. {plan.Skipped} addresses were skipped");
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
