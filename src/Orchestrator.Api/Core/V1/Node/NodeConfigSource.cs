namespace Orchestrator.Api.Core.V1;

/// <summary>Where a kubelet's configuration came from; no longer acted on.</summary>
[ApiType("io.k8s.api.core.v1.NodeConfigSource")]
public sealed partial record NodeConfigSource
{
    /// <summary>The ConfigMap it came from.</summary>
    [Field("configMap", 2)]
    public ConfigMapNodeConfigSource? ConfigMap { get; init; }
}
