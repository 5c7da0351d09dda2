using Akka.Actor;

namespace Orchestrator.Akka.Remoting;

/// <summary>Tells a call that the cluster no longer hears of the member it is served by.</summary>
internal sealed record GateLost(string Cause) : INoSerializationVerificationNeeded;
