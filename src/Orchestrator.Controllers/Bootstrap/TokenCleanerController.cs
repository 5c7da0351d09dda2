using Orchestrator.Api;
using Orchestrator.Api.Bootstrap;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client;

namespace Orchestrator.Controllers.Bootstrap;

/// <summary>Removes bootstrap tokens when they expire.</summary>
/// <remarks>Watches and deletes Secrets of their type in kube-system.</remarks>
public sealed class TokenCleanerController(Listers listers, IApiClient api, TimeProvider time) : IReconciler
{
    public const string Name = "token-cleaner-controller";

    public WatchPlan Watches { get; } = WatchPlan.For<Secret>(change => change.New is
    {
        Type: BootstrapTokenSecret.Type, Metadata.Namespace: BootstrapTokenSecret.Namespace,
    });

    public async ValueTask<Outcome> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (listers.Find<Secret>(key) is not { } secret
            || BootstrapTokenSecret.Read(secret)?.TimeLeft(time.GetUtcNow()) is not { } left)
        {
            return Outcome.Done;
        }
        if (left > TimeSpan.Zero)
            return Outcome.After(left);
        try
        {
            await api.DeleteAsync<Secret>(
                key, new DeleteOptions { Preconditions = new Preconditions { Uid = secret.Uid } }, ct);
        }
        catch (StatusException error) when (error.IsNotFound || error.IsConflict)
        {
            // Gone by itself, or replaced by another of the same name, which has its own event.
        }
        return Outcome.Done;
    }
}
