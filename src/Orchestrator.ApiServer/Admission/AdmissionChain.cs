using Orchestrator.Api;
using Orchestrator.ApiServer.Authorization;

namespace Orchestrator.ApiServer.Admission;

/// <summary>The plugins in their order.</summary>
public sealed class AdmissionChain(
    IReadOnlyList<IMutatingAdmission> mutating, IReadOnlyList<IValidatingAdmission> validating)
{
    /// <param name="authorizer">Asked whether a user may approve or sign for a signer.</param>
    public static AdmissionChain BuiltIn(IAuthorizer authorizer) => new(
        [
            new ServiceAccountAdmission(), new TaintNodesByCondition(), new DefaultTolerationSeconds(),
            new CertificateRequester(), new CertificateConditionTimes(),
        ],
        [
            new NamespaceLifecycle(), new NodeRestriction(), new CertificateApproval(authorizer),
            new CertificateSigning(authorizer), new CertificateSubjectRestriction(),
        ]);

    public async ValueTask<KubeObject> MutateAsync(
        AdmissionRequest request, KubeObject value, CancellationToken cancellation)
    {
        foreach (var plugin in mutating)
            value = await plugin.AdmitAsync(request, value, cancellation);
        return value;
    }

    public async ValueTask ValidateAsync(AdmissionRequest request, CancellationToken cancellation)
    {
        foreach (var plugin in validating)
            await plugin.ValidateAsync(request, cancellation);
    }
}
