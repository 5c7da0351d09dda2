using Orchestrator.Api.Certificates.V1;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Authorization;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Admission;

/// <summary>A certificate, or a condition of a request for one, is written by those alone who may sign for its
/// signer.</summary>
public sealed class CertificateSigning(IAuthorizer authorizer) : IValidatingAdmission
{
    public ValueTask ValidateAsync(AdmissionRequest request, CancellationToken cancellation)
    {
        if (request is not
            {
                Operation: RequestVerb.Update, Subresource: "status",
                Old: CertificateSigningRequest old, Value: CertificateSigningRequest value,
            })
        {
            return default;
        }
        if (old.Status == value.Status)
            return default;
        if (SignerAccess.Allows(authorizer, request.User, RequestVerb.Sign, old.Spec.SignerName))
            return default;
        throw Statuses.Forbidden(
            request.Kind.Gvk.Group, request.Kind.Plural, request.Key.Name,
            $"user not permitted to sign requests with signerName \"{old.Spec.SignerName}\"");
    }
}
