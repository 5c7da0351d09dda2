namespace Orchestrator.Actors;

/// <summary>A handler, start or stop that threw, and what the supervisor made of it.</summary>
/// <param name="Path">The actor that failed.</param>
/// <param name="Exception">What was thrown.</param>
/// <param name="Outcome">What follows.</param>
/// <param name="Failures">Failures in a row, this one included; 0 when <paramref name="Outcome"/> is None.</param>
/// <param name="Pause">The back-off before the next incarnation starts; zero unless it restarts.</param>
public sealed record ActorFailure(
    string Path, Exception Exception, FailureOutcome Outcome, int Failures, TimeSpan Pause);

public enum FailureOutcome
{
    /// <summary>A new incarnation starts after the pause.</summary>
    Restart,

    /// <summary>The actor stops for good.</summary>
    Stop,

    /// <summary>The actor stops for good and its parent fails with the same exception.</summary>
    Escalate,

    /// <summary>Nothing: the incarnation was ending already, or had ended.</summary>
    None,
}
