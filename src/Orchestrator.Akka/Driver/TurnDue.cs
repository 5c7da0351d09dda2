using Akka.Actor;
using Akka.Event;

namespace Orchestrator.Akka.Driver;

/// <summary>Tells an Akka actor that its kernel actor has work.
/// Not lost when it lands among the dead letters.</summary>
internal sealed class TurnDue : IDeadLetterSuppression, INoSerializationVerificationNeeded
{
    public static TurnDue Instance { get; } = new();
}
