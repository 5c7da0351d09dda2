using Akka.Actor;

namespace Orchestrator.Akka.Remoting;

/// <summary>Gates to choose among, anew for each call. Used from any thread.</summary>
public interface IGates : ICanTell
{
    /// <summary>The gate for a call that begins, or that found nobody at the one before; null where none
    /// lives.</summary>
    /// <param name="call">Is told <see cref="GateLost"/> when the gate's member is lost, until
    /// <see cref="End"/>.</param>
    Gate? Begin(IActorRef call);

    /// <summary>The call is over, or goes to another gate.</summary>
    /// <param name="failed">No answer came from there: the next call had better go elsewhere.</param>
    void End(IActorRef call, Gate gate, bool failed);
}
