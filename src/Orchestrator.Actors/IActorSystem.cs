namespace Orchestrator.Actors;

/// <summary>A driver with the trees it runs. Stopping it stops every tree, children before parents.</summary>
public interface IActorSystem : IAsyncDisposable
{
    TimeProvider Time { get; }

    Entropy Entropy { get; }

    /// <summary>For CPU work that should not hold an actor's turn.</summary>
    IWorkExecutor Work { get; }

    /// <summary>Starts the root of a tree; <paramref name="name"/> becomes its path, <c>/name</c>.</summary>
    IActorRef<TMessage> Spawn<TMessage>(string name, Func<Actor<TMessage>> factory, ActorOptions? options = null);

    /// <summary>Stops a tree; completes when the root's last handler and <c>OnStopAsync</c> have ended.</summary>
    ValueTask StopAsync(IActorRef actor);

    /// <summary>
    /// Sends what <paramref name="request"/> makes around a reply address and waits for the one answer. Callable from anywhere.
    /// </summary>
    /// <exception cref="TimeoutException">No answer within <paramref name="deadline"/>; the request may still be handled.</exception>
    /// <exception cref="ActorStoppedException">The actor had ended, or ended before it answered.</exception>
    ValueTask<TReply> AskAsync<TMessage, TReply>(
        IActorRef<TMessage> actor, Func<IReply<TReply>, TMessage> request, TimeSpan deadline,
        CancellationToken cancellation = default);
}
