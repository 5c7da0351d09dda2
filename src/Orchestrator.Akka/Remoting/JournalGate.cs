using Akka.Actor;
using Orchestrator.Akka.Cluster;
using Orchestrator.Hosting.Clusters;

namespace Orchestrator.Akka.Remoting;

/// <summary>Tells the other control planes which journal this one has and how it hears it, from the moment it has
/// opened it.</summary>
internal sealed class JournalGate(
    JournalHearing hearing, Func<Task<JournalIdentity?>> identify) : UntypedActor
{
    /// <summary>Under which it is found: <c>/user/journal</c>.</summary>
    public const string Name = "journal";

    /// <param name="hearing">Noted by whoever asks the journal.</param>
    /// <param name="identify">Which journal it is, as far as is known; never fails, and answers soon.</param>
    public static Props Props(JournalHearing hearing, Func<Task<JournalIdentity?>> identify) =>
        global::Akka.Actor.Props.CreateBy(new Produced<JournalGate>(() => new JournalGate(hearing, identify)));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case AskHearing:
                var (silence, steady) = hearing.Look();
                Sender.Tell(new HearingTold((long)silence.TotalMilliseconds, (long)steady.TotalMilliseconds), Self);
                break;
            case AskIdentity:
                identify().PipeTo(Sender, Self, success: Told);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private static object Told(JournalIdentity? identity) => identity is null
        ? new IdentityTold("", "", 0, 0)
        : new IdentityTold(identity.Name, identity.FirstSeal, identity.Newest.Epoch, identity.Newest.Sequence);
}
