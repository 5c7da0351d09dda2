namespace Orchestrator.Actors.Kernel;

/// <summary>The mailbox of an actor and the incarnation that empties it. This is the reference others hold.</summary>
internal sealed class ActorCell<TMessage> : ActorCell, IActorRef<TMessage>
{
    private readonly Func<Actor<TMessage>> _factory;
    private readonly MpscQueue<TMessage> _mailbox = new();
    private readonly int _capacity;
    private readonly bool _isBounded; // only then are messages counted: counting costs every sender
    private int _held;
    private Incarnation<TMessage>? _incarnation;
    private Actor<TMessage>? _actor;

    public ActorCell(
        KernelActorSystem system, ActorCell? parent, string name, Func<Actor<TMessage>> factory, ActorOptions options)
        : base(system, parent, name, options)
    {
        _factory = factory;
        _capacity = options.Capacity;
        _isBounded = _capacity != int.MaxValue;
    }

    public override bool HasWork => base.HasWork || (TakesMessages && !_mailbox.IsEmpty);

    public override string NextUp =>
        base.HasWork ? base.NextUp : _mailbox.TryPeek(out var message) ? NameOf(message) : "nothing";

    public void Tell(TMessage message) => Deliver(message, null);

    public bool TryTell(TMessage message)
    {
        if (_isBounded)
        {
            if (Interlocked.Increment(ref _held) > _capacity)
            {
                Interlocked.Decrement(ref _held);
                return false;
            }
            _mailbox.Enqueue(message);
            Wake();
            return true;
        }
        Tell(message);
        return true;
    }

    public override bool TryTellObject(object message)
    {
        if (message is not TMessage typed)
            return false;
        Tell(typed);
        return true;
    }

    /// <summary>Puts a message last that its gate may still take back.</summary>
    public void Deliver(TMessage message, IGate? gate)
    {
        if (_isBounded)
            Interlocked.Increment(ref _held);
        _mailbox.Enqueue(message, gate);
        Wake();
    }

    public override void Turn(int budget)
    {
        while (budget-- > 0)
        {
            if (TryRunSignal())
                continue;
            if (!TakesMessages || !_mailbox.TryDequeue(out var message, out var gate))
                return;
            if (_isBounded)
                Interlocked.Decrement(ref _held);
            if (!IsEnded && (gate is null || gate.TryPass()))
                Receive(message);
        }
    }

    protected override ValueTask StartIncarnation()
    {
        var previous = _actor;
        _actor = null;
        _incarnation = new Incarnation<TMessage>(this);
        var actor = _factory();
        if (ReferenceEquals(actor, previous))
            throw new InvalidOperationException($"the factory of {Path} must make a new actor for each incarnation");
        actor.Attach(_incarnation);
        _actor = actor;
        return actor.OnStartAsync();
    }

    protected override ValueTask StopIncarnation() => _actor?.OnStopAsync() ?? default;

    protected override void CancelIncarnation() => _incarnation!.Cancel();

    protected override void EndIncarnation() => _incarnation!.End();

    protected override void AbandonIncarnation() => _incarnation?.Abandon();

    private static string NameOf(TMessage message) => message?.GetType().Name ?? "null";

    private void Receive(TMessage message)
    {
        ValueTask handling;
        try
        {
            handling = _actor!.OnMessageAsync(message);
        }
        catch (Exception error)
        {
            Fail(error);
            return;
        }
        if (handling.IsCompletedSuccessfully)
            handling.GetAwaiter().GetResult(); // gives a pooled source back
        else
        {
            AwaitedMessage = NameOf(message);
            Await(handling);
        }
    }
}
