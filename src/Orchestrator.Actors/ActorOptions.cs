namespace Orchestrator.Actors;

/// <summary>How an actor is run and what its parent does when it fails.</summary>
public sealed record ActorOptions
{
    public static ActorOptions Default { get; } = new();

    /// <summary>Messages that <c>TryTell</c> accepts before it answers full. <c>Tell</c> is never bounded.</summary>
    public int Capacity { get; init; } = int.MaxValue;

    /// <summary>What follows a failed handler or start.</summary>
    public OnFailure OnFailure { get; init; } = OnFailure.Restart;

    /// <summary>
    /// Pauses between restarts; starts over once an incarnation has lived for <see cref="Backoff.ResetAfter"/>.
    /// </summary>
    public Backoff Backoff { get; init; } = Backoff.Default;
}

public enum OnFailure
{
    Restart,
    Stop,

    /// <summary>The parent fails as if its own handler had thrown.</summary>
    Escalate,
}
