namespace Orchestrator.Actors.Kernel;

/// <summary>Something that wants to hear of an actor's end: a watch, a waiting ask, a waiting stop.</summary>
internal abstract class EndNotice
{
    public EndNotice? Previous { get; set; }

    public EndNotice? Next { get; set; }

    public bool IsListed { get; set; }

    /// <summary>Called once at most, by the turn in which the actor ended.</summary>
    public abstract void ActorEnded();
}
