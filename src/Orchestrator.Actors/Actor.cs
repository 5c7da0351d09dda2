namespace Orchestrator.Actors;

/// <summary>
/// One incarnation of an actor: state that only its own messages touch, one message at a time, awaits included.
/// </summary>
/// <remarks>A handler that throws ends the incarnation; its parent starts another from the factory after a back-off,
/// with the mailbox kept. Children, timers, watches and piped results belong to
/// the incarnation and end with it.</remarks>
public abstract class Actor<TMessage>
{
    private IActorContext<TMessage>? _context;

    /// <summary>The actor's surroundings; not there yet in the constructor.</summary>
    protected IActorContext<TMessage> Context =>
        _context ?? throw new InvalidOperationException("an actor has no context before it starts");

    protected IActorRef<TMessage> Self => Context.Self;

    protected TimeProvider Time => Context.System.Time;

    /// <summary>Cancelled when this incarnation ends, by stop or by restart.</summary>
    protected CancellationToken Ended => Context.Ended;

    /// <summary>Runs before the first message of this incarnation.</summary>
    public virtual ValueTask OnStartAsync() => default;

    public abstract ValueTask OnMessageAsync(TMessage message);

    /// <summary>Runs after the last message of this incarnation and after its children ended; also before a restart,
    /// and also when <see cref="OnStartAsync"/> failed, so that what it had opened is closed.</summary>
    public virtual ValueTask OnStopAsync() => default;

    /// <summary>Called once by the driver, before <see cref="OnStartAsync"/>.</summary>
    public void Attach(IActorContext<TMessage> context) => _context = context;
}
