namespace Orchestrator.Actors.Kernel;

/// <summary>What a driver gives turns to: something with signals to run, never on two threads at once.</summary>
/// <remarks>Invariant: <c>_scheduled</c> is 1 from the moment the driver is asked for a turn until that turn has ended,
/// so the driver holds a runnable at most once. Posting never blocks and may happen on any thread.</remarks>
internal abstract class Runnable : IThreadPoolWorkItem
{
    private int _scheduled;

    protected Runnable(KernelActorSystem system, string path)
    {
        System = system;
        Path = path;
        Context = new RunnableContext(this);
    }

    public KernelActorSystem System { get; }

    public string Path { get; }

    /// <summary>Current during each turn, so that awaits come back as signals of this runnable.</summary>
    public SynchronizationContext Context { get; }

    /// <summary>What the driver keeps for it, where it keeps something.</summary>
    public object? Host { get; set; }

    /// <summary>Whether a turn would do anything now.</summary>
    public virtual bool HasWork => !Signals.IsEmpty;

    /// <summary>The name of what the next turn runs first, for traces.</summary>
    public virtual string NextUp => Signals.TryPeek(out var signal) ? signal.Name : "nothing";

    /// <summary>Set by a simulation that killed it: no turn follows, whatever is posted.</summary>
    public bool IsKilled { get; protected set; }

    protected MpscQueue<Signal> Signals { get; } = new();

    /// <summary>Runs at most <paramref name="budget"/> signals and messages.</summary>
    public abstract void Turn(int budget);

    public void Post(string name, SendOrPostCallback run, object? state)
    {
        Signals.Enqueue(new Signal(name, run, state));
        Wake();
    }

    /// <summary>Ends a turn. True when there is more to do: the caller owes it another turn.</summary>
    public bool EndTurn()
    {
        Volatile.Write(ref _scheduled, 0);
        // Against Wake: it enqueues and then reads the flag, we clear the flag and then read the queues.
        Interlocked.MemoryBarrier();
        return HasWork && Interlocked.CompareExchange(ref _scheduled, 1, 0) == 0;
    }

    void IThreadPoolWorkItem.Execute() => System.Execute(this);

    /// <summary>Asks for a turn, unless one is already to come. Call after enqueueing.</summary>
    protected void Wake()
    {
        if (Volatile.Read(ref _scheduled) == 0 && Interlocked.CompareExchange(ref _scheduled, 1, 0) == 0)
            System.Schedule(this);
    }
}
