namespace Orchestrator.Node.Runtime;

public enum RuntimeContainerState
{
    Created,
    Running,
    Exited,
}

/// <summary>One attempt of one container, as the runtime sees it.</summary>
public sealed record RuntimeContainer
{
    /// <summary>Without the scheme.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public int Attempt { get; init; }

    public string Image { get; init; } = "";

    public RuntimeContainerState State { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>128 + the signal's number when a signal ended it; 137 when nobody saw the end.</summary>
    public int ExitCode { get; init; }

    /// <summary>Completed, Error, StartError or ContainerStatusUnknown; null while it runs.</summary>
    public string? Reason { get; init; }

    public string? Message { get; init; }

    /// <summary>What the program left in its termination message file, at most 4 KiB.</summary>
    public string? TerminationMessage { get; init; }
}
