namespace Orchestrator.Actors.Threaded;

/// <summary>
/// What the threaded driver takes from the world. The defaults are the real clock, randomness and thread pool.
/// </summary>
public sealed record ThreadedActorSystemOptions
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Entropy Entropy { get; init; } = SystemEntropy.Instance;

    public IWorkExecutor Work { get; init; } = ThreadPoolWorkExecutor.Instance;

    /// <summary>Finds a thread for each turn; must not run it inside the call.</summary>
    /// <remarks>The default uses the pool's shared queue: the threads' own queues are last in, first out, and two
    /// actors that keep each other busy there would let nobody else in.</remarks>
    public Action<IThreadPoolWorkItem> Dispatch { get; init; } =
        static turn => ThreadPool.UnsafeQueueUserWorkItem(turn, preferLocal: false);

    /// <summary>Messages an actor handles before others get its thread.</summary>
    public int Throughput { get; init; } = 128;
}
