using Orchestrator.Actors.Kernel;

namespace Orchestrator.Actors.Threaded;

/// <summary>The driver for production in one process: actors take turns on the thread pool.</summary>
/// <remarks>
/// An actor runs on at most one thread at a time, continuations included. Nothing is held while it is idle.
/// </remarks>
public sealed class ThreadedActorSystem : KernelActorSystem
{
    private readonly Action<IThreadPoolWorkItem> _dispatch;
    private readonly int _throughput;

    public ThreadedActorSystem()
        : this(new ThreadedActorSystemOptions())
    {
    }

    public ThreadedActorSystem(ThreadedActorSystemOptions options)
        : base(options.Time, options.Entropy, options.Entropy, options.Work)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Throughput);
        _dispatch = options.Dispatch;
        _throughput = options.Throughput;
    }

    internal override void Schedule(Runnable runnable) => _dispatch(runnable);

    internal override void Execute(Runnable runnable)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(runnable.Context);
        runnable.Turn(_throughput);
        SynchronizationContext.SetSynchronizationContext(before);
        if (runnable.EndTurn())
            _dispatch(runnable);
    }
}
