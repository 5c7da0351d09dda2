namespace Orchestrator.Api.Core.V1;

/// <summary>What a change of a resource does to a running container.</summary>
[ApiType("io.k8s.api.core.v1.ContainerResizePolicy")]
public sealed partial record ContainerResizePolicy
{
    /// <summary>cpu or memory.</summary>
    [Field("resourceName", 1, Required = true)]
    public string ResourceName { get; init; } = "";

    /// <summary>NotRequired (the default) or RestartContainer.</summary>
    [Field("restartPolicy", 2, Required = true)]
    public string RestartPolicy { get; init; } = "";
}
