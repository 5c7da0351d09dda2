using Orchestrator.Api;
using Orchestrator.Api.Certificates.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Client;

namespace Orchestrator.Controllers.Certificates;

/// <summary>Approves nodes' requests for their own certificates, and denies those for a name that is taken.</summary>
/// <remarks>Watches CertificateSigningRequest, and Node by its addresses, for which a serving certificate may have to
/// wait. Writes CertificateSigningRequest/approval. What it does not recognise it leaves to people.</remarks>
public sealed class CsrApprovingController(Listers listers, IApiClient api) : IReconciler
{
    public const string Name = "certificatesigningrequest-approving-controller";

    private static readonly KindDefinition Kind = ApiKinds.Of<CertificateSigningRequest>();

    public WatchPlan Watches => WatchPlan
        .For<CertificateSigningRequest>(change => change.New is { } csr && IsOpen(csr))
        .Watches<Node>((change, keys) =>
        {
            if (change.New is not { } node || node.Status.Addresses == change.Old?.Status.Addresses)
                return;
            foreach (var csr in listers.All<CertificateSigningRequest>())
            {
                if (csr.Spec.Username == SignerRules.NodePrefix + node.Key.Name && IsOpen(csr))
                    keys.Add(csr.Key);
            }
        });

    public async ValueTask<Outcome> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (listers.Find<CertificateSigningRequest>(key) is not { } csr || !IsOpen(csr))
            return Outcome.Done;
        // Stored requests can be read: the server has checked them.
        if (SigningRequest.Parse(csr.Spec.Request.Span, out _) is not { } request)
            return Outcome.Done;
        var named = await FindAsync(ApprovalPlan.NodeName(request), ct);
        if (ApprovalPlan.For(csr, request, named) is not { } decision)
            return Outcome.Done;
        var status = csr.Status with { Conditions = csr.Status.Conditions.Add(decision) };
        await api.UpdateAsync(
            Kind, csr with { Status = status }, CertificateSigningRequestKind.Approval, cancellation: ct);
        return Outcome.Done;
    }

    // Asked of the server: a Node that came a moment ago may be missing in the cache,
    // and its name would be given twice.
    private async ValueTask<Node?> FindAsync(string name, CancellationToken ct)
    {
        if (name.Length == 0)
            return null;
        try
        {
            return await api.GetAsync<Node>(new ObjectKey("", name), ct);
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            return null;
        }
    }

    private static bool IsOpen(CertificateSigningRequest csr) =>
        csr is { IsApproved: false, IsDenied: false, IsIssued: false } && ApprovalPlan.IsForNodes(csr.Spec.SignerName);
}
