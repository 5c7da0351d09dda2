namespace Orchestrator.ApiServer.Admission;

/// <summary>Which labels a node may set on itself: any but Kubernetes' own, and of those the ones that a kubelet
/// knows.</summary>
/// <remarks>Otherwise a node could draw to itself what is meant for others.</remarks>
internal static class NodeLabels
{
    private const string Restricted = "node-restriction.kubernetes.io";

    private static readonly string[] OfKubelets =
    [
        "kubernetes.io/hostname", "kubernetes.io/os", "kubernetes.io/arch",
        "topology.kubernetes.io/zone", "topology.kubernetes.io/region", "node.kubernetes.io/instance-type",
        "failure-domain.beta.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/region",
        "beta.kubernetes.io/instance-type", "beta.kubernetes.io/os", "beta.kubernetes.io/arch",
    ];

    public static bool IsForbidden(string label)
    {
        var slash = label.IndexOf('/');
        var domain = slash < 0 ? "" : label[..slash];
        if (IsWithin(domain, Restricted))
            return true;
        if (!IsWithin(domain, "kubernetes.io") && !IsWithin(domain, "k8s.io"))
            return false;
        return !OfKubelets.Contains(label)
            && !IsWithin(domain, "kubelet.kubernetes.io") && !IsWithin(domain, "node.kubernetes.io");
    }

    private static bool IsWithin(string domain, string parent) =>
        domain == parent || domain.EndsWith("." + parent, StringComparison.Ordinal);
}
