namespace Orchestrator.Api.Core.V1;

/// <summary>As which user a container's first process started.</summary>
[ApiType("io.k8s.api.core.v1.ContainerUser")]
public sealed partial record ContainerUser
{
    /// <summary>Its ids on Linux.</summary>
    [Field("linux", 1)]
    public LinuxContainerUser? Linux { get; init; }
}
