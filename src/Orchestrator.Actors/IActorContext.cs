namespace Orchestrator.Actors;

/// <summary>What an incarnation can do; used only from its own handlers.</summary>
public interface IActorContext<TMessage>
{
    IActorSystem System { get; }

    IActorRef<TMessage> Self { get; }

    /// <summary>Cancelled when this incarnation ends.</summary>
    CancellationToken Ended { get; }

    ITimers<TMessage> Timers { get; }

    /// <summary>Starts a child under this incarnation. The name is unique among its living siblings.</summary>
    /// <exception cref="InvalidOperationException">A living child has that name, or
    /// this incarnation has ended.</exception>
    IActorRef<TChild> Spawn<TChild>(string name, Func<Actor<TChild>> factory, ActorOptions? options = null);

    /// <summary>Asks an actor to stop: it ends after the handler that is running, and what its mailbox still holds is
    /// dropped. Its <see cref="Ended"/> is cancelled at once, so that a handler in
    /// an await can cut itself short.</summary>
    void Stop(IActorRef actor);

    void StopSelf();

    /// <summary>Delivers <paramref name="whenStopped"/> once the target has ended for good; at once if it already has.
    /// Watching a target again replaces the message.</summary>
    void Watch(IActorRef target, TMessage whenStopped);

    /// <summary>Ends a watch; a notice that is already in the mailbox is not delivered either.</summary>
    void Unwatch(IActorRef target);

    /// <summary>
    /// Turns the end of a task into a message to self. Dropped when this incarnation has ended by then.
    /// </summary>
    /// <remarks>The mapping functions run on the actor's turn; one that throws fails the incarnation.</remarks>
    void Pipe<TResult>(ValueTask<TResult> work, Func<TResult, TMessage> done, Func<Exception, TMessage> failed);

    void Pipe(ValueTask work, Func<TMessage> done, Func<Exception, TMessage> failed);
}
