using Orchestrator.Api;
using Orchestrator.Api.Certificates.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client;

namespace Orchestrator.Controllers.Certificates;

/// <summary>Removes certificate signing requests that have served their purpose: nodes renew for ever, and each renewal
/// leaves one.</summary>
/// <remarks>Watches and deletes CertificateSigningRequests.</remarks>
public sealed class CsrCleanerController(Listers listers, IApiClient api, TimeProvider time) : IReconciler
{
    public const string Name = "certificatesigningrequest-cleaner-controller";

    public WatchPlan Watches { get; } = WatchPlan.For<CertificateSigningRequest>(change => !change.IsDeleted);

    public async ValueTask<Outcome> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (listers.Find<CertificateSigningRequest>(key) is not { } csr || CsrRetention.EndOf(csr) is not { } end)
            return Outcome.Done;
        var left = end - time.GetUtcNow();
        if (left > TimeSpan.Zero)
            return Outcome.After(left);
        try
        {
            await api.DeleteAsync<CertificateSigningRequest>(
                key, new DeleteOptions { Preconditions = new Preconditions { Uid = csr.Uid } }, ct);
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            // Gone by itself.
        }
        return Outcome.Done;
    }
}
