using Akka.Actor;
using Orchestrator.Store.Journals;

namespace Orchestrator.Akka.Journal;

/// <summary>One conversation with the plugin: a request, and messages until it has ended.</summary>
internal abstract class JournalCall
{
    /// <summary>Sends the request, so that answers come to <paramref name="bridge"/>.</summary>
    public abstract void Begin(IActorRef plugin, IActorRef bridge);

    /// <summary>True when this message ended the call.</summary>
    public abstract bool TryEnd(object message, IActorRef plugin, IActorRef bridge);

    public abstract void Fail(JournalException error);
}
