using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Orchestrator.Api.Certificates.V1;
using Orchestrator.Controllers.Certificates;

namespace Orchestrator.Controllers.Tests.Certificates;

public class SignerRulesTests
{
    private const string Node = "system:node:n";

    public static TheoryData<string, CertificateSigningRequest, string?> Rows => new()
    {
        { "a node's client certificate", Requests.Client(Node), null },
        { "the same for an RSA key", Requests.Client(Node, usages: ["client auth", "key encipherment", "digital signature"]), null },
        { "another organization", Requests.Client(Node, "system:masters"), "subject organization is not system:nodes" },
        { "no organization", Requests.Client(Node, ""), "subject organization is not system:nodes" },
        { "no node", Requests.Client("jane"), "subject common name does not begin with system:node:" },
        { "a node without a name", Requests.Client("system:node:"), "subject common name does not begin with system:node:" },
        { "a client with a name", Requests.Client(Node, dns: ["n"]), "DNS subjectAltNames are not allowed" },
        { "a client that serves", Requests.Client(Node, usages: ["digital signature", "server auth"]), "usages did not match [client auth digital signature key encipherment]" },
        { "a node's serving certificate", Requests.Serving(Node, ["n"], "10.0.0.1"), null },
        { "a server without names", Requests.Serving(Node, []), "DNS or IP subjectAltName is required" },
        { "anyone's client certificate", Requests.Client("jane", "devs", signer: SignerNames.KubeApiServerClient), null },
        { "a client certificate that serves", Requests.Client("jane", "devs", signer: SignerNames.KubeApiServerClient, usages: ["server auth"]), "invalid usage for client certificate: server auth" },
        { "a client certificate for no client", Requests.Client("jane", "devs", signer: SignerNames.KubeApiServerClient, usages: ["digital signature"]), "missing required usage for client certificate: client auth" },
    };

    [Theory]
    [InlineData(SignerNames.KubeApiServerClient)]
    [InlineData(SignerNames.KubeApiServerClientKubelet)]
    [InlineData(SignerNames.KubeletServing)]
    public void SubjectOfTwoNames_IsSignedByNone(string signer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(
            "O=system:nodes, CN=system:node:victim, CN=system:node:n", key, HashAlgorithmName.SHA256);
        var parsed = SigningRequest.Parse(Encoding.ASCII.GetBytes(request.CreateSigningRequestPem()), out _)!;

        Assert.Equal(
            "subject must have at most one common name, and no relative name of several elements",
            SignerRules.Fault(signer, parsed, [KeyUsages.ClientAuth]));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Fault_IsKubernetes(string name, CertificateSigningRequest csr, string? fault) => Assert.Equal(
        (name, fault), (name, SignerRules.Fault(csr.Spec.SignerName, csr.Parsed(), csr.Spec.Usages)));
}
