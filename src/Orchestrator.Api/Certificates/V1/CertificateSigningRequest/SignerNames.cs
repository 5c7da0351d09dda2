namespace Orchestrator.Api.Certificates.V1;

/// <summary>The signers Kubernetes itself defines.</summary>
public static class SignerNames
{
    /// <summary>Certificates by which a client proves who it is to the API server; approved by people only.</summary>
    public const string KubeApiServerClient = "kubernetes.io/kube-apiserver-client";

    /// <summary>The same for nodes.</summary>
    public const string KubeApiServerClientKubelet = "kubernetes.io/kube-apiserver-client-kubelet";

    /// <summary>Certificates by which nodes serve.</summary>
    public const string KubeletServing = "kubernetes.io/kubelet-serving";

    /// <summary>Not allowed in this version of the API.</summary>
    public const string LegacyUnknown = "kubernetes.io/legacy-unknown";
}
