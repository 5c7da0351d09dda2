namespace Orchestrator.Api.Core.V1;

/// <summary>A container that has not started yet.</summary>
[ApiType("io.k8s.api.core.v1.ContainerStateWaiting")]
public sealed partial record ContainerStateWaiting
{
    /// <summary>What it waits for, in a word.</summary>
    [Field("reason", 1)]
    public string? Reason { get; init; }

    /// <summary>What it waits for, in words.</summary>
    [Field("message", 2)]
    public string? Message { get; init; }
}
