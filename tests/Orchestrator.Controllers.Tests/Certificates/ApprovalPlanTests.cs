using Orchestrator.Api.Bootstrap;
using Orchestrator.Api.Certificates.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Controllers.Certificates;

namespace Orchestrator.Controllers.Tests.Certificates;

public class ApprovalPlanTests
{
    private const string Self = "Auto approving self kubelet client certificate after SubjectAccessReview.";
    private const string Join = "Auto approving kubelet client certificate after SubjectAccessReview.";
    private const string Serve = "Auto approving kubelet serving certificate: its names and addresses are those of the Node.";
    private const string Node = "system:node:n";
    private const string Token = "system:bootstrap:abcdef";

    public static TheoryData<string, CertificateSigningRequest, string, string[], string, string?> Rows => new()
    {
        { "a token's holder joins", Requests.Client(Node), Token, [BootstrapTokenSecret.NodeGroup], "", Join },
        { "a lost Node comes back", Requests.Client(Node), Token, [BootstrapTokenSecret.NodeGroup], "Unknown", Join },
        { "a name that is taken", Requests.Client(Node), Token, [BootstrapTokenSecret.NodeGroup], "True", "NodeNameTaken" },
        { "a token for something else", Requests.Client(Node), Token, [BootstrapTokenSecret.DefaultGroup], "", null },
        { "a node renews", Requests.Client(Node), Node, ["system:nodes"], "True", Self },
        { "a node renews as another", Requests.Client("system:node:m"), Node, ["system:nodes"], "True", null },
        { "a node's name without its group", Requests.Client(Node), Node, [], "True", null },
        { "a token's holder becomes an administrator", Requests.Client(Node, "system:masters"), Token, [BootstrapTokenSecret.NodeGroup], "", null },
        { "a token's holder becomes a user", Requests.Client("jane"), Token, [BootstrapTokenSecret.NodeGroup], "", null },
        { "extra names", Requests.Client(Node, dns: ["kubernetes"]), Token, [BootstrapTokenSecret.NodeGroup], "", null },
        { "another signer", Requests.Client(Node, signer: SignerNames.KubeApiServerClient), Token, [BootstrapTokenSecret.NodeGroup], "", null },
        { "a node serves at its addresses", Requests.Serving(Node, ["n"], "10.0.0.1"), Node, ["system:nodes"], "True", Serve },
        { "a node serves before it is known", Requests.Serving(Node, ["n"], "10.0.0.1"), Node, ["system:nodes"], "", null },
        { "a node serves at another's address", Requests.Serving(Node, ["n"], "10.0.0.2"), Node, ["system:nodes"], "True", null },
        { "a node serves under another's name", Requests.Serving(Node, ["kubernetes.default.svc"], "10.0.0.1"), Node, ["system:nodes"], "True", null },
        { "a token's holder serves", Requests.Serving(Node, ["n"], "10.0.0.1"), Token, [BootstrapTokenSecret.NodeGroup], "True", null },
        { "a node serves as another", Requests.Serving("system:node:m", ["n"], "10.0.0.1"), Node, ["system:nodes"], "True", null },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void For_DecidesWhatIsSafe(
        string name, CertificateSigningRequest csr, string user, string[] groups, string ready, string? expected)
    {
        csr = csr with { Spec = csr.Spec with { Username = user, Groups = [.. groups] } };
        var decision = ApprovalPlan.For(csr, csr.Parsed(), ready.Length == 0 ? null : NodeThat(ready));
        var said = decision?.Type == CertificateSigningRequestCondition.Denied ? decision.Reason : decision?.Message;
        Assert.Equal((name, expected), (name, said));
    }

    private static Node NodeThat(string ready)
    {
        var node = Objects.Node("n", DateTimeOffset.UnixEpoch, ready);
        return node with
        {
            Status = node.Status with
            {
                Addresses =
                [
                    new NodeAddress { Type = "InternalIP", Address = "10.0.0.1" },
                    new NodeAddress { Type = "Hostname", Address = "n" },
                ],
            },
        };
    }
}
