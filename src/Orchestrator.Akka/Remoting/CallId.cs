namespace Orchestrator.Akka.Remoting;

/// <summary>A call, as both its sides name it where neither's actor is at hand.</summary>
/// <param name="Session">The caller's actor system; another one at the same address has another.</param>
/// <param name="Number">Counted by the caller.</param>
public readonly record struct CallId(long Session, long Number);
