using Orchestrator.Api.Certificates.V1;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Admission;

/// <summary>Nobody becomes an administrator by a certificate signing request: no client certificate for the group
/// system:masters.</summary>
public sealed class CertificateSubjectRestriction : IValidatingAdmission
{
    public ValueTask ValidateAsync(AdmissionRequest request, CancellationToken cancellation)
    {
        if (request is not { Operation: RequestVerb.Create, Value: CertificateSigningRequest csr }
            || csr.Spec.SignerName != SignerNames.KubeApiServerClient)
        {
            return default;
        }
        var parsed = SigningRequest.Parse(csr.Spec.Request.Span, out var fault);
        if (parsed is null)
            throw Refuse(request, $"failed to parse CSR: {fault}");
        if (parsed.Organizations.Contains(UserIdentity.MastersGroup))
        {
            throw Refuse(
                request,
                $"use of {SignerNames.KubeApiServerClient} signer with {UserIdentity.MastersGroup} group "
                + "is not allowed");
        }
        return default;
    }

    private static StatusException Refuse(AdmissionRequest request, string cause) =>
        Statuses.Forbidden(request.Kind.Gvk.Group, request.Kind.Plural, request.Key.Name, cause);
}
