namespace Orchestrator.Akka.Remoting;

/// <summary>What control planes tell each other of their journal; <see cref="JournalMessageSerializer"/> has its
/// bytes.</summary>
public interface IJournalMessage;

/// <summary>When did you last hear the journal?</summary>
public sealed record AskHearing : IJournalMessage
{
    public static AskHearing Instance { get; } = new();
}

/// <param name="SilenceMs">How long ago the last answer came, when this was sent.</param>
/// <param name="SteadyMs">For how long before that answers had been coming.</param>
public sealed record HearingTold(long SilenceMs, long SteadyMs) : IJournalMessage;
