using Akka.Actor;

namespace Orchestrator.Akka.Cluster;

/// <summary>Makes an actor by a function; it stays in this process.</summary>
internal sealed class Produced<TActor>(Func<TActor> make) : IIndirectActorProducer
    where TActor : ActorBase
{
    public Type ActorType => typeof(TActor);

    public ActorBase Produce() => make();

    public void Release(ActorBase actor)
    {
    }
}
