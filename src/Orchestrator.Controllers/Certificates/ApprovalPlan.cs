using System.Net;
using Orchestrator.Api.Bootstrap;
using Orchestrator.Api.Certificates.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Controllers.NodeLifecycle;

namespace Orchestrator.Controllers.Certificates;

/// <summary>Whether a request for a node's certificate is approved or denied without a person; null leaves it to one.
/// Pure.</summary>
/// <remarks>See decision 0110 for serving certificates and 0111 for names that are taken.</remarks>
internal static class ApprovalPlan
{
    private const string AutoApproved = "AutoApproved";

    public static CertificateSigningRequestCondition? For(
        CertificateSigningRequest csr, SigningRequest request, Node? named)
    {
        var spec = csr.Spec;
        if (!IsForNodes(spec.SignerName) || SignerRules.Fault(spec.SignerName, request, spec.Usages) is not null)
            return null;
        // A node's own name alone does not make a node: its group comes with the certificate.
        var isSelf = spec.Username == request.CommonName && spec.Groups.Contains(SignerRules.NodesGroup);
        if (spec.SignerName == SignerNames.KubeletServing)
            return isSelf && named is not null && IsOf(named, request.Names) ? ServingApproved : null;
        if (isSelf)
            return Approved("Auto approving self kubelet client certificate after SubjectAccessReview.");
        if (!spec.Groups.Contains(BootstrapTokenSecret.NodeGroup))
            return null;
        return named is not null && NodeConditions.IsReady(named)
            ? NameTaken(named.Key.Name)
            : Approved("Auto approving kubelet client certificate after SubjectAccessReview.");
    }

    /// <summary>The name of the node whose certificate is asked for; empty where it is no node's.</summary>
    public static string NodeName(SigningRequest request) =>
        request.CommonName.StartsWith(SignerRules.NodePrefix, StringComparison.Ordinal)
            ? request.CommonName[SignerRules.NodePrefix.Length..]
            : "";

    public static bool IsForNodes(string signerName) =>
        signerName is SignerNames.KubeApiServerClientKubelet or SignerNames.KubeletServing;

    private static CertificateSigningRequestCondition ServingApproved { get; } = Approved(
        "Auto approving kubelet serving certificate: its names and addresses are those of the Node.");

    private static bool IsOf(Node node, AlternativeNames names)
    {
        foreach (var name in names.Dns)
        {
            if (!node.Status.Addresses.Any(a =>
                    a.Type is "Hostname" or "InternalDNS" or "ExternalDNS" && a.Address == name))
                return false;
        }
        foreach (var address in names.Addresses)
        {
            if (!node.Status.Addresses.Any(a => a.Type is "InternalIP" or "ExternalIP" && Is(a.Address, address)))
                return false;
        }
        return true;
    }

    private static bool Is(string text, IPAddress address) =>
        IPAddress.TryParse(text, out var own) && own.Equals(address);

    private static CertificateSigningRequestCondition Approved(string message) => new()
    {
        Type = CertificateSigningRequestCondition.Approved,
        Status = "True",
        Reason = AutoApproved,
        Message = message,
    };

    private static CertificateSigningRequestCondition NameTaken(string node) => new()
    {
        Type = CertificateSigningRequestCondition.Denied,
        Status = "True",
        Reason = "NodeNameTaken",
        Message = $"a Node named \"{node}\" is in the cluster and Ready: join with another --node-name, or, if that "
            + $"machine is to be replaced, delete it first (kubectl delete node {node})",
    };
}
