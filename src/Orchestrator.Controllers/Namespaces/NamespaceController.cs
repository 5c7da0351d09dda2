using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Client;

namespace Orchestrator.Controllers.Namespaces;

/// <summary>Empties a namespace that is being deleted, says what remains, and lets it go when nothing does.</summary>
/// <remarks>
/// Watches terminating Namespaces, and Pods that end in them. Deletes everything of every served kind; writes
/// Namespace/status and Namespace/finalize. Level-based: each pass deletes and counts anew.
/// </remarks>
public sealed class NamespaceController(Listers listers, IApiClient api, TimeProvider time) : IReconciler
{
    public const string Name = "namespace-controller";

    /// <summary>The entry in <c>spec.finalizers</c> that is ours.</summary>
    public const string Finalizer = "kubernetes";

    /// <summary>A create admitted before the namespace was marked may still be on its way: only a sweep after this lets
    /// it go.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    public WatchPlan Watches { get; } = WatchPlan.For<Namespace>(change => change.Object.IsTerminating)
        .Watches<Pod>((change, keys) =>
        {
            if (change.IsDeleted)
                keys.Add(new ObjectKey("", change.Object.Key.Namespace));
        });

    public async ValueTask<Outcome> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (listers.Find<Namespace>(key) is not { Metadata.DeletionTimestamp: { } deleted } space
            || !space.Spec.Finalizers.Contains(Finalizer))
        {
            return Outcome.Done;
        }
        var began = time.GetUtcNow();
        var content = await NamespaceContent.DeleteAsync(api, key.Name, ct);

        // Status before outcome, so that `kubectl get ns -o yaml` says what holds it.
        var status = NamespaceDeletionConditions.Apply(space.Status, content, began);
        if (status != space.Status)
            space = await api.UpdateStatusAsync(space with { Status = status }, ct);
        if (content.Errors.Count > 0)
            return Outcome.BackOff(content.Errors[0]);
        if (content.Remaining > 0)
            return Outcome.After(TimeSpan.FromSeconds(content.EstimateSeconds / 2 + 1));
        var settled = deleted.Moment + Settling;
        return began < settled ? Outcome.After(settled - began) : await FinalizeAsync(space, ct);
    }

    private async ValueTask<Outcome> FinalizeAsync(Namespace space, CancellationToken ct)
    {
        var finalizers = space.Spec.Finalizers.RemoveAll(name => name == Finalizer);
        try
        {
            await api.UpdateAsync(
                ApiKinds.Of<Namespace>(), space with { Spec = space.Spec with { Finalizers = finalizers } }, "finalize",
                null, ct);
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            // Somebody else has let it go.
        }
        return Outcome.Done;
    }
}
