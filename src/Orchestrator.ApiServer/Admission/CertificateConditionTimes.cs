using Orchestrator.Api;
using Orchestrator.Api.Certificates.V1;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Admission;

/// <summary>Fills the times that the conditions of a certificate signing request leave out.</summary>
public sealed class CertificateConditionTimes : IMutatingAdmission
{
    public ValueTask<KubeObject> AdmitAsync(AdmissionRequest request, KubeObject value, CancellationToken cancellation)
    {
        if (request is not { Operation: RequestVerb.Update, Old: CertificateSigningRequest old }
            || request.Subresource.Length == 0 || value is not CertificateSigningRequest csr)
        {
            return new(value);
        }
        var conditions = RequestConditions.WithTimes(csr.Status.Conditions, old.Status.Conditions, request.Now);
        return new(csr with { Status = csr.Status with { Conditions = conditions } });
    }
}
