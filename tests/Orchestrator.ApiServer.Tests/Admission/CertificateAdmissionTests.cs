using System.Security.Cryptography;
using System.Text;
using Orchestrator.Api.Certificates.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Values;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Tests.Admission;

public class CertificateAdmissionTests
{
    private static readonly KindDefinition Kind = ApiKinds.Of<CertificateSigningRequest>();
    private static readonly UserIdentity Node = UserIdentity.Node("n");

    private readonly SimulatedServer _server = new();

    [Fact]
    public void Requester_IsWhoAsks_WhateverTheRequestSays()
    {
        var user = Node with { Uid = "u-1", Extra = ValueMap.Of<ValueList<string>>(("from", ["here"])) };
        var claimed = Request("a") with
        {
            Spec = Request("a").Spec with { Username = "system:admin", Groups = ["system:masters"], Uid = "x" },
        };

        var spec = As(user, api => api.CreateAsync(claimed)).Spec;

        Assert.Equal(("system:node:n", "u-1"), (spec.Username, spec.Uid));
        Assert.Equal(["system:nodes", "system:authenticated"], spec.Groups);
        Assert.Equal(["here"], spec.Extra["from"]);
    }

    [Fact]
    public void Approval_FillsTimes_AndKeepsThemWhenTheCertificateComes()
    {
        var csr = Approve(_server.Create(Request("a")));
        var condition = Assert.Single(csr.Status.Conditions);
        Assert.NotNull(condition.LastUpdateTime);
        Assert.Equal(condition.LastUpdateTime, condition.LastTransitionTime);

        _server.System.RunFor(TimeSpan.FromMinutes(1));
        var failed = csr.Status.Conditions.Add(new() { Type = "Failed", Status = "True" });
        var signed = Update(csr with { Status = csr.Status with { Conditions = failed } }, "status");

        Assert.Equal(condition, signed.Status.Conditions[0]);
        Assert.True(signed.Status.Conditions[1].LastUpdateTime!.Value.Moment > condition.LastUpdateTime!.Value.Moment);
    }

    [Theory]
    [InlineData("approval", "user not permitted to approve requests with signerName \"kubernetes.io/kube-apiserver-client-kubelet\"")]
    [InlineData("status", "user not permitted to sign requests with signerName \"kubernetes.io/kube-apiserver-client-kubelet\"")]
    public void WhoMayNotDecideForTheSigner_IsRefused(string subresource, string cause)
    {
        var csr = _server.Create(Request("a"));
        var condition = subresource == "status" ? "Failed" : "Approved";
        var refused = Assert.Throws<StatusException>(() => Plugin(subresource, csr, condition));
        Assert.Equal(403, refused.Code);
        Assert.EndsWith(cause, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ClientCertificateOfAnAdministrator_CannotBeAskedFor()
    {
        var request = Request("a", SignerNames.KubeApiServerClient, "jane", "system:masters");
        var refused = _server.Refused(async api => { await api.CreateAsync(request); });
        Assert.Equal(403, refused.Code);
        Assert.EndsWith(
            "use of kubernetes.io/kube-apiserver-client signer with system:masters group is not allowed",
            refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PlainUpdate_CannotApprove()
    {
        var csr = _server.Create(Request("a"));
        var approved = csr with
        {
            Status = new CertificateSigningRequestStatus { Conditions = [new() { Type = "Approved", Status = "True" }] },
        };
        Assert.Empty(_server.Run(api => api.UpdateAsync(approved)).Status.Conditions);
    }

    private void Plugin(string subresource, CertificateSigningRequest csr, string condition)
    {
        var conditions = csr.Status.Conditions.Add(new() { Type = condition, Status = "True" });
        var value = csr with { Status = csr.Status with { Conditions = conditions } };
        var request = new ApiServer.Admission.AdmissionRequest(
            Node, RequestVerb.Update, Kind, csr.Key, subresource, value, csr, _server.Store.Current);
        _server.System.Run(() => ApiServer.Admission.AdmissionChain.BuiltIn(_server.Core.Authorizer)
            .ValidateAsync(request, CancellationToken.None));
    }

    private CertificateSigningRequest Approve(CertificateSigningRequest csr) => Update(
        csr with
        {
            Status = csr.Status with { Conditions = csr.Status.Conditions.Add(new() { Type = "Approved", Status = "True" }) },
        },
        CertificateSigningRequestKind.Approval);

    private CertificateSigningRequest Update(CertificateSigningRequest csr, string subresource) =>
        (CertificateSigningRequest)_server.Run(api => api.UpdateAsync(Kind, csr, subresource));

    private T As<T>(UserIdentity user, Func<IApiClient, ValueTask<T>> code) =>
        _server.System.Run(() => code(_server.Core.ClientFor(user)));

    private static CertificateSigningRequest Request(
        string name, string signer = SignerNames.KubeApiServerClientKubelet, string user = "system:node:n",
        string group = "system:nodes")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateSigningRequest
        {
            Metadata = new ObjectMeta { Name = name },
            Spec = new CertificateSigningRequestSpec
            {
                Request = new(Encoding.ASCII.GetBytes(SigningRequest.Create(key, user, [group]))),
                SignerName = signer,
                Usages = [KeyUsages.DigitalSignature, KeyUsages.ClientAuth],
            },
        };
    }
}
