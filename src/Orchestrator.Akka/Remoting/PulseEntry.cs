namespace Orchestrator.Akka.Remoting;

/// <summary>How far one side of a call is; as in a <see cref="Pulse"/>.</summary>
/// <param name="Call">The call's <see cref="CallId.Number"/>.</param>
public readonly record struct PulseEntry(long Call, long Sent, long Granted);
