using Akka.Actor;

namespace Orchestrator.Akka.Driver;

/// <summary>Makes one host's actor: Akka's own way compiles an expression for each.</summary>
internal sealed class AkkaHostProducer(AkkaHost host) : IIndirectActorProducer
{
    public Type ActorType => typeof(AkkaHostActor);

    public ActorBase Produce() => new AkkaHostActor(host);

    public void Release(ActorBase actor)
    {
    }
}
