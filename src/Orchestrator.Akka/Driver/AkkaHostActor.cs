using Akka.Actor;

namespace Orchestrator.Akka.Driver;

/// <summary>The Akka actor of one kernel actor: runs its turns,
/// and takes messages and stops from Akka's side.</summary>
/// <remarks>Kernel actors that fail are restarted inside their turns; what reaches Akka's supervision is a bug of the
/// kernel, and state is in the <see cref="AkkaHost"/>, so it resumes.</remarks>
internal sealed class AkkaHostActor(AkkaHost host) : UntypedActor
{
    protected override void PreStart() => host.Factory = Context;

    // A root is supervised by Akka's user guardian, which restarts: nothing of ours ends or begins with that.
    protected override void PreRestart(Exception reason, object message)
    {
    }

    protected override void PostRestart(Exception reason)
    {
    }

    protected override void PostStop() => host.Leave();

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(static _ => Directive.Resume);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case TurnDue:
                host.RunTurn();
                break;
            case StopActor:
                host.Cell.Stop();
                break;
            default:
                if (!host.Cell.TryTellObject(message))
                    Unhandled(message);
                break;
        }
    }
}
