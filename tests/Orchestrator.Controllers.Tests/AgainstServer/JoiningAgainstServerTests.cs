using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Orchestrator.Api;
using Orchestrator.Api.Bootstrap;
using Orchestrator.Api.Certificates.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.ApiServer.Bootstrap;
using Orchestrator.ApiServer.Http.Certificates;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;
using Orchestrator.Controllers.Certificates;
using Orchestrator.Controllers.Tests.Certificates;

namespace Orchestrator.Controllers.Tests.AgainstServer;

/// <summary>How a machine with a token becomes a node, and what it cannot become: API server and controllers
/// together.</summary>
public class JoiningAgainstServerTests
{
    private static readonly KindDefinition Kind = ApiKinds.Of<CertificateSigningRequest>();

    private static readonly UserIdentity Bootstrapper = UserIdentity.Of(
        "system:bootstrap:abcdef", BootstrapTokenSecret.DefaultGroup, BootstrapTokenSecret.NodeGroup);

    private static readonly BootstrapTokenSecret Token = new()
    {
        Token = BootstrapToken.Parse("abcdef.0123456789abcdef")!,
        MayAuthenticate = true,
        MaySign = true,
        ExtraGroups = BootstrapTokenSecret.NodeGroup,
    };

    private readonly ServerWorld _world;
    private X509Certificate2 _authority = null!;

    public JoiningAgainstServerTests() => _world = new ServerWorld(1, now =>
    {
        _authority = CertificateIssuer.Authority("kubernetes", now, TimeSpan.FromDays(3650));
        return new AuthoritySigner(_authority);
    });

    [Fact]
    public void Token_GetsANodesCertificate_WithWhichTheNodeRenewsAndServes()
    {
        var joined = Ask(Bootstrapper, Requests.Client("system:node:n"));
        Assert.Equal(["Approved"], joined.Status.Conditions.Select(c => c.Type));
        var user = Authenticate(joined)!;
        Assert.Equal("n", user.NodeName());

        var serving = Ask(user, Requests.Serving("system:node:n", ["n"], "10.0.0.1"));
        Assert.Empty(serving.Status.Conditions);
        _world.As(user, api => api.CreateAsync(NodeAt("n", "10.0.0.1")));
        _world.Run(2);
        serving = _world.Find<CertificateSigningRequest>("", serving.Key.Name)!;
        using var certificate = X509Certificate2.CreateFromPem(Text(serving));
        Assert.True(certificate.MatchesHostname("10.0.0.1") && certificate.MatchesHostname("n"));
        Assert.Null(new ClientCertificateAuthenticator(_authority, _world.System.Time).Authenticate(certificate));

        var renewed = Ask(user, Requests.Client("system:node:n", seconds: 3600));
        using var next = X509Certificate2.CreateFromPem(Text(renewed));
        Assert.Equal(TimeSpan.FromMinutes(65), next.NotAfter - next.NotBefore);
        Assert.Equal("n", Authenticate(renewed)!.NodeName());
        Assert.Empty(_world.Failures);
    }

    [Fact]
    public void SecondMachineOfTheSameName_IsDenied_UntilTheFirstIsGone()
    {
        var first = Authenticate(Ask(Bootstrapper, Requests.Client("system:node:n")))!;
        _world.As(first, api => api.CreateAsync(NodeAt("n", "10.0.0.1")));
        _world.Run(1);

        var second = Ask(Bootstrapper, Requests.Client("system:node:n"));

        var denied = Assert.Single(second.Status.Conditions);
        Assert.Equal(("Denied", "NodeNameTaken"), (denied.Type, denied.Reason));
        Assert.Equal(
            "a Node named \"n\" is in the cluster and Ready: join with another --node-name, or, if that machine is to "
            + "be replaced, delete it first (kubectl delete node n)",
            denied.Message);
        Assert.False(second.IsIssued);

        _world.Delete<Node>("", "n");
        _world.Run(1);
        Assert.True(Ask(Bootstrapper, Requests.Client("system:node:n")).IsIssued);
    }

    [Fact]
    public void RequestThatItsSignerDoesNotSign_ApprovedByAPerson_Fails()
    {
        var csr = Ask(Bootstrapper, Requests.Client("system:node:n", dns: ["kubernetes"]));
        Assert.Empty(csr.Status.Conditions);

        Approve(csr);
        _world.Run(1);

        csr = _world.Find<CertificateSigningRequest>("", csr.Key.Name)!;
        Assert.False(csr.IsIssued);
        var failed = csr.Status.Conditions.Single(c => c.Type == "Failed");
        Assert.Equal(
            ("SignerValidationFailure", "DNS subjectAltNames are not allowed"), (failed.Reason, failed.Message));
    }

    [Fact]
    public void ClientCertificateOfAUser_IsIssuedOnceAPersonApproves()
    {
        var csr = _world.Create(Requests.Client("jane", "devs", signer: SignerNames.KubeApiServerClient));
        _world.Run(2);
        Assert.False(_world.Find<CertificateSigningRequest>("", csr.Key.Name)!.IsIssued);

        Approve(csr);
        _world.Run(1);

        var user = Authenticate(_world.Find<CertificateSigningRequest>("", csr.Key.Name)!)!;
        Assert.Equal("jane", user.Name);
        Assert.True(user.IsIn("devs"));
    }

    [Fact]
    public void Requests_AreCleanedUp()
    {
        var issued = Ask(Bootstrapper, Requests.Client("system:node:n")).Key.Name;
        var open = Ask(Bootstrapper, Requests.Client("jane")).Key.Name;

        _world.Run(61 * 60);
        Assert.Null(_world.Find<CertificateSigningRequest>("", issued));
        Assert.NotNull(_world.Find<CertificateSigningRequest>("", open));
        _world.Run(24 * 60 * 60);
        Assert.Null(_world.Find<CertificateSigningRequest>("", open));
    }

    [Fact]
    public void ClusterInfo_IsSignedByEachTokenThatMaySign_AsLongAsItIsThere()
    {
        EnsureClusterInfo("10.0.0.1:6443");
        var end = new Api.Values.Time(_world.Now.AddMinutes(10)).ToString();
        _world.Create((Token with { Expiration = end }).ToSecret());
        _world.Create(
            (Token with { Token = BootstrapToken.Parse("zzzzzz.0123456789abcdef")!, MaySign = false }).ToSecret());
        _world.Run(1);

        var data = Info().Data;
        Assert.Equal(["jws-kubeconfig-abcdef", "kubeconfig"], data.Keys);
        Assert.True(BootstrapSignature.IsValid(data["jws-kubeconfig-abcdef"]!, data["kubeconfig"]!, Token.Token));

        EnsureClusterInfo("10.0.0.2:6443");
        // Already, in the same write: whoever fetches it now must not take it for another cluster's.
        data = Info().Data;
        Assert.Contains("server: https://10.0.0.2:6443", data["kubeconfig"], StringComparison.Ordinal);
        Assert.True(BootstrapSignature.IsValid(data["jws-kubeconfig-abcdef"]!, data["kubeconfig"]!, Token.Token));

        _world.Run(11 * 60);
        Assert.Null(_world.Find<Secret>("kube-system", "bootstrap-token-abcdef"));
        Assert.NotNull(_world.Find<Secret>("kube-system", "bootstrap-token-zzzzzz"));
        Assert.Equal(["kubeconfig"], Info().Data.Keys);
        Assert.Empty(_world.Failures);
    }

    public static TheoryData<string, UserIdentity, CertificateSigningRequest> Undecided => new()
    {
        { "another user", Bootstrapper, Requests.Client("kubernetes-admin") },
        { "another group", Bootstrapper, Requests.Client("system:node:n", "system:masters") },
        { "extra names", Bootstrapper, Requests.Client("system:node:n", dns: ["kubernetes.default.svc"]) },
        { "a signer for people", Bootstrapper, Requests.Client("system:node:n", signer: SignerNames.KubeApiServerClient) },
        { "another node's certificate", UserIdentity.Node("m"), Requests.Client("system:node:n") },
        { "another node's serving certificate", UserIdentity.Node("m"), Requests.Serving("system:node:n", ["n"], "10.0.0.1") },
        { "an address of another node", UserIdentity.Node("m"), Requests.Serving("system:node:m", ["m"], "10.0.0.1") },
    };

    [Theory]
    [MemberData(nameof(Undecided))]
    public void Attack_RequestForWhatIsNotOnesOwn_GetsNothing(
        string name, UserIdentity user, CertificateSigningRequest request)
    {
        _world.Create(NodeAt("n", "10.0.0.1"));
        _world.Create(NodeAt("m", "10.0.0.2"));
        var csr = Ask(user, request);
        Assert.Equal((name, 0, false), (name, csr.Status.Conditions.Count, csr.IsIssued));
    }

    public static TheoryData<string, UserIdentity, Func<IApiClient, CertificateSigningRequest, ValueTask>, string> Forbidden => new()
    {
        { "a node approves its own request", UserIdentity.Node("n"), async (api, csr) => await api.UpdateAsync(Kind, Approved(csr), "approval"), "cannot update resource \"certificatesigningrequests/approval\" in API group \"certificates.k8s.io\" at the cluster scope" },
        { "a token's holder approves", Bootstrapper, async (api, csr) => await api.UpdateAsync(Kind, Approved(csr), "approval"), "cannot update resource \"certificatesigningrequests/approval\" in API group \"certificates.k8s.io\" at the cluster scope" },
        { "a node signs", UserIdentity.Node("n"), async (api, csr) => await api.UpdateStatusAsync(csr), "cannot update resource \"certificatesigningrequests/status\" in API group \"certificates.k8s.io\" at the cluster scope" },
        { "a token's holder lists Secrets", Bootstrapper, async (api, _) => await api.ListAsync<Secret>(new ListQuery { Namespace = "kube-system" }), "cannot list resource \"secrets\" in API group \"\" in the namespace \"kube-system\"" },
        { "a token's holder reads its own Secret", Bootstrapper, async (api, _) => await api.GetAsync<Secret>(new ObjectKey("kube-system", "bootstrap-token-abcdef")), "cannot get resource \"secrets\" in API group \"\" in the namespace \"kube-system\"" },
        { "a token's holder makes a Node", Bootstrapper, async (api, _) => await api.CreateAsync(NodeAt("x", "10.0.0.9")), "cannot create resource \"nodes\" in API group \"\" at the cluster scope" },
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void Attack_IsForbidden(
        string name, UserIdentity user, Func<IApiClient, CertificateSigningRequest, ValueTask> request, string words)
    {
        var csr = _world.Create(Requests.Client("system:node:other"));
        var refused = Assert.Throws<StatusException>(() => _world.As(user, async api =>
        {
            await request(api, csr);
            return 0;
        }));
        Assert.Equal((name, 403), (name, refused.Code));
        Assert.EndsWith(words, refused.Message, StringComparison.Ordinal);
    }

    private CertificateSigningRequest Ask(UserIdentity user, CertificateSigningRequest request)
    {
        var made = _world.As(user, api => api.CreateAsync(request));
        _world.Run(2);
        return _world.Find<CertificateSigningRequest>("", made.Key.Name)!;
    }

    private void Approve(CertificateSigningRequest csr) => _world.As(
        UserIdentity.Of("admin", UserIdentity.MastersGroup), api => api.UpdateAsync(Kind, Approved(csr), "approval"));

    private static CertificateSigningRequest Approved(CertificateSigningRequest csr) => csr with
    {
        Status = csr.Status with { Conditions = csr.Status.Conditions.Add(new() { Type = "Approved", Status = "True" }) },
    };

    private UserIdentity? Authenticate(CertificateSigningRequest csr)
    {
        Assert.True(csr.IsIssued);
        using var certificate = X509Certificate2.CreateFromPem(Text(csr));
        return new ClientCertificateAuthenticator(_authority, _world.System.Time).Authenticate(certificate);
    }

    private static string Text(CertificateSigningRequest csr) =>
        Encoding.ASCII.GetString(csr.Status.Certificate!.Value.Span);

    private void EnsureClusterInfo(string address) => _world.System.Run(
        () => new ClusterInfoKeeper(
            _world.Server.ClientFor(UserIdentity.ApiServer), "-----BEGIN CERTIFICATE-----", _world.System.Time)
            .EnsureAsync([IPEndPoint.Parse(address)], default));

    private ConfigMap Info() => _world.Find<ConfigMap>(ClusterInfo.Namespace, ClusterInfo.Name)!;

    private static Node NodeAt(string name, string address)
    {
        var node = Objects.Node(name, DateTimeOffset.UnixEpoch);
        return node with
        {
            Metadata = new() { Name = name },
            Status = node.Status with
            {
                Addresses =
                [
                    new NodeAddress { Type = "InternalIP", Address = address },
                    new NodeAddress { Type = "Hostname", Address = name },
                ],
            },
        };
    }
}
