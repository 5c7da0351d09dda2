namespace Orchestrator.Actors.Kernel;

/// <summary>One incarnation's wish to hear of a target's end.</summary>
internal sealed class Watch<TMessage>(Incarnation<TMessage> owner, ActorCell target, TMessage whenStopped)
    : EndNotice, IGate
{
    public ActorCell Target => target;

    public override void ActorEnded() => owner.Deliver(whenStopped, this);

    public bool TryPass() => owner.TryForget(this);
}
