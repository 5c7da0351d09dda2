namespace Orchestrator.Api.Core.V1;

/// <summary>A container that runs.</summary>
[ApiType("io.k8s.api.core.v1.ContainerStateRunning")]
public sealed partial record ContainerStateRunning
{
    /// <summary>When it was started.</summary>
    [Field("startedAt", 1, Always = true)]
    public Time? StartedAt { get; init; }
}
