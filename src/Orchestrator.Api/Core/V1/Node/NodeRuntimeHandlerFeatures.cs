namespace Orchestrator.Api.Core.V1;

/// <summary>What a runtime handler can do.</summary>
[ApiType("io.k8s.api.core.v1.NodeRuntimeHandlerFeatures")]
public sealed partial record NodeRuntimeHandlerFeatures
{
    /// <summary>Whether it makes mounts below a read-only mount read-only as well.</summary>
    [Field("recursiveReadOnlyMounts", 1)]
    public bool? RecursiveReadOnlyMounts { get; init; }

    /// <summary>Whether it supports user namespaces.</summary>
    [Field("userNamespaces", 2)]
    public bool? UserNamespaces { get; init; }
}
