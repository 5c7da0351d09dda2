namespace Orchestrator.Api.Core.V1;

/// <summary>A container that has ended.</summary>
[ApiType("io.k8s.api.core.v1.ContainerStateTerminated")]
public sealed partial record ContainerStateTerminated
{
    /// <summary>The code it ended with.</summary>
    [Field("exitCode", 1, Always = true, Required = true)]
    public int ExitCode { get; init; }

    /// <summary>The signal it ended by.</summary>
    [Field("signal", 2)]
    public int Signal { get; init; }

    /// <summary>Why it ended, in a word.</summary>
    [Field("reason", 3)]
    public string? Reason { get; init; }

    /// <summary>Why it ended, in words; also what it left in its termination message file.</summary>
    [Field("message", 4)]
    public string? Message { get; init; }

    /// <summary>When it was started.</summary>
    [Field("startedAt", 5, Always = true)]
    public Time? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    [Field("finishedAt", 6, Always = true)]
    public Time? FinishedAt { get; init; }

    /// <summary>The runtime's name for it, as type://id.</summary>
    [Field("containerID", 7)]
    public string? ContainerId { get; init; }
}
