using Akka.Actor;
using Orchestrator.Akka.Cluster;
using Orchestrator.Hosting.Clusters;

namespace Orchestrator.Akka.Remoting;

/// <summary>Tells the other control planes how this one hears the journal, from the moment it has opened it.</summary>
internal sealed class JournalGate(JournalHearing hearing) : UntypedActor
{
    /// <summary>Under which it is found: <c>/user/journal</c>.</summary>
    public const string Name = "journal";

    public static Props Props(JournalHearing hearing) =>
        global::Akka.Actor.Props.CreateBy(new Produced<JournalGate>(() => new JournalGate(hearing)));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case AskHearing:
                var (silence, steady) = hearing.Look();
                Sender.Tell(new HearingTold((long)silence.TotalMilliseconds, (long)steady.TotalMilliseconds), Self);
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
