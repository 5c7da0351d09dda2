using Akka.Actor;
using Akka.TestKit;
using Orchestrator.Akka.Cluster;

namespace Orchestrator.Akka.Tests.Cluster;

/// <summary>Passes what one ActorSystem says on to a probe of another.</summary>
internal sealed class Relaying(TestProbe to) : UntypedActor
{
    /// <summary>Tells the probe every <typeparamref name="T"/> of the member's event stream from now on.</summary>
    public static void Subscribe<T>(AkkaCluster member, TestProbe to) =>
        member.Akka.EventStream.Subscribe(member.Akka.ActorOf(Props.Create(() => new Relaying(to))), typeof(T));

    protected override void OnReceive(object message) => to.Ref.Tell(message, Self);
}
