using Orchestrator.Api;
using Orchestrator.Api.Certificates.V1;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Admission;

/// <summary>Who asks for a certificate is who made the request, whatever it says of itself.</summary>
public sealed class CertificateRequester : IMutatingAdmission
{
    public ValueTask<KubeObject> AdmitAsync(AdmissionRequest request, KubeObject value, CancellationToken cancellation)
    {
        if (request.Operation != RequestVerb.Create || value is not CertificateSigningRequest csr)
            return new(value);
        var user = request.User;
        return new(csr with
        {
            Spec = csr.Spec with
            {
                Username = user.Name,
                Uid = user.Uid.Length == 0 ? null : user.Uid,
                Groups = user.Groups,
                Extra = user.Extra,
            },
        });
    }
}
