namespace Orchestrator.Api.Core.V1;

/// <summary>A ConfigMap that configured a kubelet; no longer acted on.</summary>
[ApiType("io.k8s.api.core.v1.ConfigMapNodeConfigSource")]
public sealed partial record ConfigMapNodeConfigSource
{
    /// <summary>The ConfigMap's namespace.</summary>
    [Field("namespace", 1, Required = true)]
    public string Namespace { get; init; } = "";

    /// <summary>The ConfigMap's name.</summary>
    [Field("name", 2, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>The ConfigMap's identity; only in a status.</summary>
    [Field("uid", 3)]
    public string? Uid { get; init; }

    /// <summary>The ConfigMap's revision; only in a status.</summary>
    [Field("resourceVersion", 4)]
    public string? ResourceVersion { get; init; }

    /// <summary>The key that holds the kubelet's configuration.</summary>
    [Field("kubeletConfigKey", 5, Required = true)]
    public string KubeletConfigKey { get; init; } = "";
}
