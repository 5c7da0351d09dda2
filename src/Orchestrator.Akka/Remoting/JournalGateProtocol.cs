namespace Orchestrator.Akka.Remoting;

/// <summary>What control planes tell each other of their journal; <see cref="JournalMessageSerializer"/> has its
/// bytes.</summary>
public interface IJournalMessage;

/// <summary>When did you last hear the journal?</summary>
public sealed record AskHearing : IJournalMessage
{
    public static AskHearing Instance { get; } = new();
}

/// <summary>Answers <see cref="AskHearing"/>.</summary>
/// <param name="SilenceMs">How long ago the last answer came, when this was sent.</param>
/// <param name="SteadyMs">For how long before that answers had been coming.</param>
public sealed record HearingTold(long SilenceMs, long SteadyMs) : IJournalMessage;

/// <summary>Which journal do you have?</summary>
public sealed record AskIdentity : IJournalMessage
{
    public static AskIdentity Instance { get; } = new();
}

/// <summary>Answers <see cref="AskIdentity"/>.</summary>
/// <param name="Name">As texts name it.</param>
/// <param name="FirstSeal">Empty where the sender does not know yet; see <c>JournalIdentity</c>.</param>
/// <param name="Epoch">Of the newest row.</param>
/// <param name="Sequence">Of the newest row.</param>
public sealed record IdentityTold(string Name, string FirstSeal, long Epoch, long Sequence) : IJournalMessage;
