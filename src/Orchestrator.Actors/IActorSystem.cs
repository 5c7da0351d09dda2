namespace Orchestrator.Actors;

/// <summary>A driver with the trees it runs. Disposing it stops every tree, children before parents.</summary>
public interface IActorSystem : IAsyncDisposable
{
    TimeProvider Time { get; }

    Entropy Entropy { get; }

    /// <summary>For CPU work that should not hold an actor's turn.</summary>
    IWorkExecutor Work { get; }

    /// <summary>
    /// Raised for every failure, on the failed actor's turn. A subscriber must be quick and must not throw.
    /// </summary>
    event Action<ActorFailure>? Failed;

    /// <summary>Starts the root of a tree; <paramref name="name"/> becomes its path, <c>/name</c>.</summary>
    /// <exception cref="InvalidOperationException">A living root has that name, or
    /// the system has been stopped.</exception>
    IActorRef<TMessage> Spawn<TMessage>(string name, Func<Actor<TMessage>> factory, ActorOptions? options = null);

    /// <summary>Stops a tree; completes when the root's last handler and <c>OnStopAsync</c> have ended.</summary>
    /// <remarks>Never awaited by an actor for itself or an ancestor: its handler would wait for its own end.</remarks>
    ValueTask StopAsync(IActorRef actor);

    /// <summary>For people who wait for an end: who of a tree, or of all, still lives and has no living children, each
    /// with the handler that is under way, such as <c>/controllers/led/job in JobChanged</c>. Empty after the
    /// end.</summary>
    string Living(IActorRef? tree = null);

    /// <summary>
    /// Stops every tree, the one spawned last first, each before the next; new roots are refused from now on.
    /// </summary>
    ValueTask StopAsync();

    /// <summary>
    /// Sends what <paramref name="request"/> makes around a reply address and waits
    /// for the one answer. Callable from anywhere.
    /// </summary>
    /// <exception cref="TimeoutException">No answer within <paramref name="deadline"/>;
    /// the request may still be handled.</exception>
    /// <exception cref="ActorStoppedException">The actor had ended, or ended before it answered.</exception>
    /// <exception cref="MailboxFullException">The actor's mailbox holds its
    /// capacity; the request was not kept.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up; the request may still be handled.</exception>
    ValueTask<TReply> AskAsync<TMessage, TReply>(
        IActorRef<TMessage> actor, Func<IReply<TReply>, TMessage> request, TimeSpan deadline,
        CancellationToken cancellation = default);
}
