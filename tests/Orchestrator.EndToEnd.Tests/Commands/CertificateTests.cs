using System.Security.Cryptography;
using System.Text;
using Orchestrator.Api.Bootstrap;
using Orchestrator.Api.Certificates.V1;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Commands;

/// <summary><c>kubectl certificate</c>, and what tokens do, in a running cluster.</summary>
public sealed class CertificateTests(ClusterFixture fixture) : KubectlTest(fixture), IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("certificate-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [KubectlFact]
    public async Task Approve_IssuesACertificate_ThatTheServerKnows()
    {
        var name = Namespace + "-jane";
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await Apply(Request(name, SigningRequest.Create(key, "jane", ["devs"])));
        Assert.Matches(@"kubernetes\.io/kube-apiserver-client +kubernetes-admin +24h +Pending", await Kubectl("get", "csr", name));

        Assert.Equal(
            $"certificatesigningrequest.certificates.k8s.io/{name} approved\n",
            await Kubectl("certificate", "approve", name));
        await Eventually.Async(async () => Assert.EndsWith("Approved,Issued\n", await Kubectl("get", "csr", name)));
        Assert.Contains("Approved,Issued", await Kubectl("describe", "csr", name));

        var whoami = await As("jane", key, await Kubectl("get", "csr", name, "-o", "jsonpath={.status.certificate}"), "get", "pods");
        Assert.Contains("Forbidden", whoami.Errors);
        Assert.Contains("User \"jane\" cannot list resource \"pods\"", whoami.Errors);
    }

    [KubectlFact]
    public async Task Deny_IsFinal()
    {
        var name = Namespace + "-denied";
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await Apply(Request(name, SigningRequest.Create(key, "jane", ["devs"])));

        Assert.Equal(
            $"certificatesigningrequest.certificates.k8s.io/{name} denied\n", await Kubectl("certificate", "deny", name));

        Assert.EndsWith("Denied\n", await Kubectl("get", "csr", name));
        var approved = await TryKubectl("certificate", "approve", name);
        Assert.Equal(1, approved.ExitCode);
        Assert.Contains("already Denied", approved.Errors);
    }

    [KubectlFact]
    public async Task AdministratorsCertificate_CannotBeAskedFor()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var refused = await Fixture.Kubectl.TryAsync(
            Request(Namespace + "-root", SigningRequest.Create(key, "root", ["system:masters"])), "create", "-f", "-");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(
            "use of kubernetes.io/kube-apiserver-client signer with system:masters group is not allowed", refused.Errors);
    }

    [KubectlFact]
    public async Task Token_SignsClusterInfo()
    {
        await Fixture.Kubectl.WithInputAsync(
            """
            apiVersion: v1
            kind: Secret
            metadata: { name: bootstrap-token-abcdef, namespace: kube-system }
            type: bootstrap.kubernetes.io/token
            stringData:
              token-id: abcdef
              token-secret: 0123456789abcdef
              usage-bootstrap-signing: "true"
            """, "apply", "-f", "-");

        await Eventually.Async(async () => Assert.True(BootstrapSignature.IsValid(
            await InfoAsync("jws-kubeconfig-abcdef"), await InfoAsync("kubeconfig"),
            BootstrapToken.Parse("abcdef.0123456789abcdef")!)));

        await Kubectl("delete", "secret", "bootstrap-token-abcdef", "--namespace", "kube-system");
        await Eventually.Async(async () => Assert.Equal("", await InfoAsync("jws-kubeconfig-abcdef")));
    }

    private Task<string> InfoAsync(string entry) => Fixture.Kubectl.Async(
        "get", "configmap", "cluster-info", "--namespace", "kube-public", "-o", $"jsonpath={{.data.{entry}}}");

    private async Task<RunResult> As(string user, ECDsa key, string certificate, params string[] arguments)
    {
        var (pem, secret) = (Path.Combine(_folder, "user.crt"), Path.Combine(_folder, "user.key"));
        var config = Path.Combine(_folder, "kubeconfig");
        await File.WriteAllBytesAsync(pem, Convert.FromBase64String(certificate));
        await File.WriteAllTextAsync(secret, key.ExportPkcs8PrivateKeyPem());
        File.Copy(Fixture.Cluster.Kubeconfig, config);
        var kubectl = new Kubectl(config);
        await kubectl.Async("config", "set-credentials", user, "--client-certificate", pem, "--client-key", secret);
        await kubectl.Async("config", "set-context", "--current", "--user", user);
        return await kubectl.TryAsync(null, arguments);
    }

    private static string Request(string name, string pem) => $$"""
        apiVersion: certificates.k8s.io/v1
        kind: CertificateSigningRequest
        metadata: { name: {{name}} }
        spec:
          request: {{Convert.ToBase64String(Encoding.ASCII.GetBytes(pem))}}
          signerName: kubernetes.io/kube-apiserver-client
          expirationSeconds: 86400
          usages: [ client auth ]
        """;
}
