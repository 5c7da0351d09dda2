using System.Net;
using System.Security.Cryptography;
using System.Text;
using Orchestrator.Api.Certificates.V1;

namespace Orchestrator.Controllers.Tests.Certificates;

/// <summary>Builders of certificate signing requests.</summary>
internal static class Requests
{
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static CertificateSigningRequest Client(
        string user, string group = "system:nodes", string[]? dns = null, int? seconds = null,
        string signer = SignerNames.KubeApiServerClientKubelet, params string[] usages) =>
        Of(signer, user, group, dns ?? [], [], seconds, usages.Length > 0
            ? usages
            : [KeyUsages.DigitalSignature, KeyUsages.ClientAuth]);

    public static CertificateSigningRequest Serving(string user, string[] dns, params string[] addresses) =>
        Of(SignerNames.KubeletServing, user, "system:nodes", dns, addresses, null,
            [KeyUsages.DigitalSignature, KeyUsages.KeyEncipherment, KeyUsages.ServerAuth]);

    public static SigningRequest Parsed(this CertificateSigningRequest csr) =>
        SigningRequest.Parse(csr.Spec.Request.Span, out _)!;

    private static CertificateSigningRequest Of(
        string signer, string user, string group, string[] dns, string[] addresses, int? seconds, string[] usages)
    {
        var pem = SigningRequest.Create(
            Key, user, group.Length == 0 ? [] : [group], dns, addresses.Select(IPAddress.Parse));
        return new CertificateSigningRequest
        {
            Metadata = new() { GenerateName = "csr-" },
            Spec = new CertificateSigningRequestSpec
            {
                Request = new(Encoding.ASCII.GetBytes(pem)),
                SignerName = signer,
                ExpirationSeconds = seconds,
                Usages = [.. usages],
            },
        };
    }
}
