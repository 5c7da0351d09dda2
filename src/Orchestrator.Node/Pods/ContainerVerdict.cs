namespace Orchestrator.Node.Pods;

/// <summary>What the probes have said of one running container.</summary>
public sealed record ContainerVerdict
{
    /// <summary>Running and probed by nobody: started and ready.</summary>
    public static ContainerVerdict Unprobed { get; } = new() { Started = true, Ready = true };

    /// <summary>The startup probe has succeeded, or there is none.</summary>
    public bool Started { get; init; }

    /// <summary>The readiness probe's last word; true where there is none.</summary>
    public bool Ready { get; init; }

    /// <summary>Why the container must be killed: the failed probe, <c>liveness</c> or <c>startup</c>; null while all
    /// is well.</summary>
    public string? Failed { get; init; }
}
