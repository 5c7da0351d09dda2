using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client;
using Orchestrator.Controllers.Ownership;

namespace Orchestrator.Controllers.ServiceEndpoints;

/// <summary>Writes for each Service with a selector the Endpoints of its name: addresses and ports of its
/// Pods.</summary>
/// <remarks>
/// Watches Service, Pod by label, and its Endpoints. A Pod that is being deleted leaves at once, whatever its readiness
/// says. Services without a selector
/// are left to whoever writes their Endpoints by hand.
/// </remarks>
public sealed class EndpointsController(Listers listers, IApiClient api, IEventRecorder events, TimeProvider time)
    : IReconciler
{
    public const string Name = "endpoints-controller";

    /// <summary>The name events are reported under.</summary>
    public const string Component = "endpoint-controller";

    public const string OverCapacity = "endpoints.kubernetes.io/over-capacity";

    private const string Truncated = "truncated";
    private const string Headless = "service.kubernetes.io/headless";

    private readonly Time _started = time.GetUtcNow();
    private readonly OwnWrites<Endpoints> _written = new();

    public WatchPlan Watches => WatchPlan.For<Service>()
        .Watches<Pod>((change, keys) => ServicePods.Wake(listers, change, keys))
        .Watches<Endpoints>(WakeService)
        .Reads<Service>(ServicePods.Selected)
        .Reads<Pod>(ServicePods.Labeled);

    public async ValueTask<Outcome> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        var current = listers.Find<Endpoints>(key) is { } cached ? _written.Newest(cached) : null;
        if (listers.Find<Service>(key) is not { } service)
            return current is null ? Outcome.Done : await DeleteAsync(current, ct);
        if (service.Spec.Selector.IsEmpty || service.Spec.Type == "ExternalName")
            return Outcome.Done;

        var pods = ServicePods.Of(listers, service).ToList();
        var wanted = Wanted(service, pods, current);
        if (current is not null && wanted == current)
            return Outcome.Done;
        var changed = Changed(pods, current?.Subsets ?? [], wanted.Subsets);
        var annotations = TriggerTime.Write(
            wanted.Metadata.Annotations, TriggerTime.Of(changed, current is null ? service : null));
        wanted = wanted with { Metadata = wanted.Metadata with { Annotations = annotations } };
        return await WriteAsync(service, wanted, current is null, ct);
    }

    /// <summary>The current object as it should be; equal to it where nothing is to be written.</summary>
    private static Endpoints Wanted(Service service, List<Pod> pods, Endpoints? current)
    {
        var subsets = EndpointSubsets.Of(service, pods);
        var isTruncated = EndpointSubsets.Truncate(ref subsets);
        var labels = service.Metadata.Labels.Without(Headless);
        if (EndpointPods.IsHeadless(service))
            labels = labels.With(Headless, "");
        var basis = current ?? new Endpoints
        {
            Metadata = new() { Namespace = service.Metadata.Namespace, Name = service.Metadata.Name },
        };
        var annotations = isTruncated
            ? basis.Metadata.Annotations.With(OverCapacity, Truncated)
            : basis.Metadata.Annotations.Without(OverCapacity);
        return basis with
        {
            Metadata = basis.Metadata with { Labels = labels, Annotations = annotations },
            Subsets = subsets,
        };
    }

    /// <summary>Pods that do not stand in both lists in the same way.</summary>
    private static IEnumerable<Pod> Changed(
        List<Pod> pods, ValueList<EndpointSubset> before, ValueList<EndpointSubset> after)
    {
        var (was, willBe) = (Standing(before), Standing(after));
        return pods.Where(pod => was.GetValueOrDefault(pod.Uid) != willBe.GetValueOrDefault(pod.Uid));
    }

    /// <summary>By uid, in how many subsets a Pod is ready, and in how many it is not.</summary>
    private static Dictionary<string, (int Ready, int NotReady)> Standing(ValueList<EndpointSubset> subsets)
    {
        Dictionary<string, (int Ready, int NotReady)> standing = new(StringComparer.Ordinal);
        foreach (var subset in subsets)
        {
            foreach (var address in subset.Addresses)
                Count(address, 1, 0);
            foreach (var address in subset.NotReadyAddresses)
                Count(address, 0, 1);
        }
        return standing;

        void Count(EndpointAddress address, int ready, int notReady)
        {
            var uid = address.TargetRef?.Uid ?? "";
            var known = standing.GetValueOrDefault(uid);
            standing[uid] = (known.Ready + ready, known.NotReady + notReady);
        }
    }

    private async ValueTask<Outcome> WriteAsync(Service service, Endpoints value, bool isNew, CancellationToken ct)
    {
        try
        {
            if (isNew)
                await api.CreateAsync(value, ct);
            else
                _written.Remember(await api.UpdateAsync(value, ct));
            return Outcome.Done;
        }
        catch (StatusException error) when (error.IsNamespaceTerminating)
        {
            return Outcome.Done;
        }
        catch (StatusException error) when (error.IsConflict || error.IsAlreadyExists || error.IsNotFound)
        {
            // The cache is behind: what it does not show yet will wake us, and the back-off does where it shows nothing
            // new.
            return Outcome.BackOff(error);
        }
        catch (Exception error) when (error is StatusException or ApiUnreachableException)
        {
            Report(service, isNew, error);
            return Outcome.BackOff(error);
        }
    }

    private void Report(Service service, bool isNew, Exception error)
    {
        var (reason, verb) = isNew ? ("FailedToCreateEndpoint", "create") : ("FailedToUpdateEndpoint", "update");
        events.Warning(service, reason, $"Failed to {verb} endpoint {service.Key}: {error.Message}");
    }

    private async ValueTask<Outcome> DeleteAsync(Endpoints current, CancellationToken ct)
    {
        try
        {
            var options = new DeleteOptions { Preconditions = new Preconditions { Uid = current.Uid } };
            await api.DeleteAsync<Endpoints>(current.Key, options, ct);
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            // Gone by itself.
        }
        return Outcome.Done;
    }

    /// <summary>Somebody has deleted what is ours, or a Service went while nobody watched. Endpoints made by hand
    /// before their Service are let be.</summary>
    private void WakeService(ObjectChange<Endpoints> change, IKeySink keys)
    {
        // Our own writes too: the cache may have shown an older state that needed none when the Pods last changed.
        var isLeftOver = change.IsAdded && change.Object.Metadata.CreationTimestamp?.CompareTo(_started) < 0;
        if (change.IsDeleted || isLeftOver || listers.Find<Service>(change.Object.Key) is not null)
            keys.Add(change.Object.Key);
    }
}
