namespace Orchestrator.Api.Core.V1;

/// <summary>Where a container is in its life: one of three.</summary>
[ApiType("io.k8s.api.core.v1.ContainerState")]
public sealed partial record ContainerState
{
    /// <summary>It has not started yet.</summary>
    [Field("waiting", 1)]
    public ContainerStateWaiting? Waiting { get; init; }

    /// <summary>It runs.</summary>
    [Field("running", 2)]
    public ContainerStateRunning? Running { get; init; }

    /// <summary>It has ended.</summary>
    [Field("terminated", 3)]
    public ContainerStateTerminated? Terminated { get; init; }
}
