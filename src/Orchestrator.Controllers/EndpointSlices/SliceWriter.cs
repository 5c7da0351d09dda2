using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client;
using Orchestrator.Controllers.Ownership;

namespace Orchestrator.Controllers.EndpointSlices;

/// <summary>Carries out plans for the slices that one controller manages.</summary>
/// <remarks>Remembers what it wrote: the cache may be behind.</remarks>
/// <param name="manager">What the slices' label says of who manages them.</param>
/// <param name="expected">The controller's, which its watch of slices lowers.</param>
internal sealed class SliceWriter(
    string manager, Listers listers, IApiClient api, IEventRecorder events, Expectations expected)
{
    private readonly OwnWrites<EndpointSlice> _written = new();

    /// <summary>The owner's slices, as they are after our own writes; without those that go.</summary>
    public List<EndpointSlice> Existing(KubeObject owner) => listers.OwnedBy<EndpointSlice>(owner)
        .Select(_written.Newest)
        .Where(slice => !slice.IsTerminating && slice.Metadata.Labels[SliceLabels.ManagedBy] == manager)
        .ToList();

    public async ValueTask<Outcome> ApplyAsync(KubeObject owner, SlicePlan plan, CancellationToken ct)
    {
        try
        {
            foreach (var slice in plan.Create)
                await CreateAsync(owner, slice, ct);
            foreach (var slice in plan.Update)
                _written.Remember(await api.UpdateAsync(slice, ct));
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
            events.Warning(
                owner, "FailedToUpdateEndpointSlices",
                $"Error updating Endpoint Slices for {owner.Gvk.Kind} {owner.Key}: {error.Message}");
            return Outcome.BackOff(error);
        }
    }

    private async ValueTask CreateAsync(KubeObject owner, EndpointSlice slice, CancellationToken ct)
    {
        expected.ExpectCreations(owner, 1);
        var isCreated = false;
        try
        {
            await api.CreateAsync(slice, ct);
            isCreated = true;
        }
        finally
        {
            if (!isCreated)
                expected.CreationFailed(owner.Key);
        }
    }

    private async ValueTask DeleteAsync(EndpointSlice slice, CancellationToken ct)
    {
        try
        {
            var options = new DeleteOptions { Preconditions = new Preconditions { Uid = slice.Uid } };
            await api.DeleteAsync<EndpointSlice>(slice.Key, options, ct);
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            // Gone by itself.
        }
    }
}
