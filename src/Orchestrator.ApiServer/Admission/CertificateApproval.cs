using Orchestrator.Api.Certificates.V1;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Authorization;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Admission;

/// <summary>A certificate signing request is approved or denied by those alone who may do so for its
/// signer.</summary>
public sealed class CertificateApproval(IAuthorizer authorizer) : IValidatingAdmission
{
    public ValueTask ValidateAsync(AdmissionRequest request, CancellationToken cancellation)
    {
        if (request is not
            {
                Operation: RequestVerb.Update, Subresource: CertificateSigningRequestKind.Approval,
                Old: CertificateSigningRequest old,
            })
        {
            return default;
        }
        if (SignerAccess.Allows(authorizer, request.User, RequestVerb.Approve, old.Spec.SignerName))
            return default;
        throw Statuses.Forbidden(
            request.Kind.Gvk.Group, request.Kind.Plural, request.Key.Name,
            $"user not permitted to approve requests with signerName \"{old.Spec.SignerName}\"");
    }
}
