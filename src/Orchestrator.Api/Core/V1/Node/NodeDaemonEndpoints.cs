namespace Orchestrator.Api.Core.V1;

/// <summary>The ports of a node's daemons.</summary>
[ApiType("io.k8s.api.core.v1.NodeDaemonEndpoints")]
public sealed partial record NodeDaemonEndpoints
{
    /// <summary>Where the kubelet answers.</summary>
    [Field("kubeletEndpoint", 1)]
    public DaemonEndpoint KubeletEndpoint { get; init; } = DaemonEndpoint.Empty;
}
