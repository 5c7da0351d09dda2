using Akka.Actor;

namespace Orchestrator.Akka.Remoting;

/// <summary>The gate of a member that was chosen already; its calls hear when that is lost.</summary>
internal sealed class MemberGate(Gate gate, MemberCalls calls, Func<bool> isAlive) : IGates
{
    public Gate? Begin(IActorRef call)
    {
        calls.Add(call, gate);
        if (isAlive())
            return gate;
        calls.Remove(call, gate);
        return null;
    }

    public void End(IActorRef call, Gate left, bool failed) => calls.Remove(call, left);

    public void Tell(object message, IActorRef sender) => gate.Way.Tell(message, sender);
}
