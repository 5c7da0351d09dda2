using Akka.Actor;

namespace Orchestrator.Akka.Remoting;

/// <summary>The one gate that a client was given; whether it lives only its calls find out.</summary>
internal sealed class SingleGate(ICanTell way) : IGates
{
    private readonly Gate _gate = new("", 0, way) { HasAnswered = true };

    public static IGates Of(ICanTell gate) => gate as IGates ?? new SingleGate(gate);

    public Gate? Begin(IActorRef call) => _gate;

    public void End(IActorRef call, Gate gate, bool failed)
    {
    }

    public void Tell(object message, IActorRef sender) => way.Tell(message, sender);
}
