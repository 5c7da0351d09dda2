namespace Orchestrator.Actors.Kernel;

/// <summary>What all drivers share: everything but who gets the next turn.</summary>
public abstract class KernelActorSystem : IActorSystem
{
    private readonly Lock _lock = new();
    private readonly Children _roots = new();
    private bool _stopping;
    private long _serial;

    private protected KernelActorSystem(TimeProvider time, Entropy entropy, Entropy jitter, IWorkExecutor work)
    {
        Time = time;
        Entropy = entropy;
        Jitter = jitter;
        Work = work;
    }

    public event Action<ActorFailure>? Failed;

    public TimeProvider Time { get; }

    public Entropy Entropy { get; }

    public IWorkExecutor Work { get; }

    /// <summary>
    /// For back-off; apart from <see cref="Entropy"/>, so that what users draw does not move restarts.
    /// </summary>
    internal Entropy Jitter { get; }

    /// <summary>No tree starts any more.</summary>
    internal bool IsStopping
    {
        get
        {
            lock (_lock)
                return _stopping;
        }
    }

    public IActorRef<TMessage> Spawn<TMessage>(
        string name, Func<Actor<TMessage>> factory, ActorOptions? options = null)
    {
        lock (_lock)
        {
            if (_stopping)
                throw new InvalidOperationException($"/{name} cannot start: the actor system has been stopped");
            return Spawn(null, _roots, name, factory, options);
        }
    }

    public ValueTask StopAsync(IActorRef actor)
    {
        var cell = CellOf(actor);
        var waiter = new StopWaiter();
        if (!cell.EndNotices.TryAdd(waiter))
            return default;
        cell.Stop();
        return new ValueTask(waiter.Stopped);
    }

    /// <inheritdoc/>
    public string Living(IActorRef? tree = null)
    {
        if (tree is not null)
            return LivingActors.Under([CellOf(tree)]);
        lock (_lock)
            return LivingActors.Under(_roots.InOrder);
    }

    public async ValueTask StopAsync()
    {
        ActorCell[] roots;
        lock (_lock)
        {
            _stopping = true;
            roots = _roots.InOrder;
        }
        for (var i = roots.Length - 1; i >= 0; i--)
            await StopAsync(roots[i]);
    }

    public ValueTask<TReply> AskAsync<TMessage, TReply>(
        IActorRef<TMessage> actor, Func<IReply<TReply>, TMessage> request, TimeSpan deadline,
        CancellationToken cancellation = default)
    {
        var notices = (actor as ActorCell)?.EndNotices;
        var ask = new PendingAsk<TReply>(actor.Path, notices);
        var message = request(ask);
        if (notices is not null && !notices.TryAdd(ask))
            ask.ActorEnded();
        else if (cancellation.IsCancellationRequested)
            ask.Arm(Time, Timeout.InfiniteTimeSpan, cancellation);
        else if (!actor.TryTell(message))
            ask.Fail(new MailboxFullException(actor.Path));
        else
            ask.Arm(Time, deadline, cancellation);
        return new ValueTask<TReply>(ask.Answered);
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return StopAsync();
    }

    /// <exception cref="ArgumentException">The reference belongs to no actor of such a system.</exception>
    internal static ActorCell CellOf(IActorRef actor) =>
        actor as ActorCell ??
        throw new ArgumentException($"{actor.Path} is not an actor of this system", nameof(actor));

    internal IActorRef<TMessage> Spawn<TMessage>(
        ActorCell? parent, Children siblings, string name, Func<Actor<TMessage>> factory, ActorOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('/'))
            throw new ArgumentException($"an actor's name has no slash: {name}", nameof(name));
        var cell = new ActorCell<TMessage>(this, parent, name, factory, options ?? ActorOptions.Default);
        siblings.Add(name, cell);
        ActorSpawned(cell);
        cell.Begin();
        return cell;
    }

    internal long NextSerial() => Interlocked.Increment(ref _serial);

    internal virtual void Report(ActorFailure failure) => Failed?.Invoke(failure);

    internal virtual void ActorSpawned(ActorCell cell)
    {
    }

    internal virtual void ActorEnded(ActorCell cell)
    {
        if (!cell.IsRoot)
            return;
        lock (_lock)
            _roots.Remove(cell);
    }

    /// <summary>Sees to it that the runnable gets a turn.</summary>
    internal abstract void Schedule(Runnable runnable);

    /// <summary>Gives the turn that was asked for, on a thread that was found for it.</summary>
    internal abstract void Execute(Runnable runnable);
}
