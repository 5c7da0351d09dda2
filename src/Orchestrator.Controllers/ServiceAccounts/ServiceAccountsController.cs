using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client;

namespace Orchestrator.Controllers.ServiceAccounts;

/// <summary>Sees that every active namespace has the service account <c>default</c>.</summary>
/// <remarks>Watches Namespace, and ServiceAccount by namespace. Writes ServiceAccounts.</remarks>
public sealed class ServiceAccountsController(Listers listers, IApiClient api) : IReconciler
{
    public const string Name = "serviceaccount-controller";

    private const string Default = "default";

    public WatchPlan Watches { get; } = WatchPlan.For<Namespace>()
        .Watches<ServiceAccount>((change, keys) =>
        {
            if (change is { IsDeleted: true, Object.Key.Name: Default })
                keys.Add(new ObjectKey("", change.Object.Key.Namespace));
        });

    public async ValueTask<Outcome> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (listers.Find<Namespace>(key) is not { Status.Phase: not "Terminating", IsTerminating: false })
            return Outcome.Done;
        if (listers.Find<ServiceAccount>(new ObjectKey(key.Name, Default)) is not null)
            return Outcome.Done;
        try
        {
            await api.CreateAsync(
                new ServiceAccount { Metadata = new() { Namespace = key.Name, Name = Default } }, ct);
        }
        catch (StatusException error) when (error.IsAlreadyExists || error.IsNamespaceTerminating)
        {
            // The cache is behind: it is there, or no longer wanted.
        }
        return Outcome.Done;
    }
}
