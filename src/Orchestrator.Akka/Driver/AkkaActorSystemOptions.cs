using Akka.Dispatch;
using Orchestrator.Actors;
using Orchestrator.Actors.Threaded;

namespace Orchestrator.Akka.Driver;

/// <summary>What the Akka driver takes from the world. The defaults are the real clock,
/// randomness and thread pool.</summary>
public sealed record AkkaActorSystemOptions
{
    /// <summary>Drives timers, back-off and deadlines.</summary>
    /// <remarks>Not Akka's scheduler: it ticks every 10 ms and keeps a cancelled timer until it would have been due,
    /// while nearly every deadline of an ask is cancelled. <see cref="AkkaTime"/> is for those who
    /// want it all the same.</remarks>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Entropy Entropy { get; init; } = SystemEntropy.Instance;

    public IWorkExecutor Work { get; init; } = ThreadPoolWorkExecutor.Instance;

    /// <summary>The configuration path of the Akka dispatcher that gives turns their threads.</summary>
    public string Dispatcher { get; init; } = Dispatchers.DefaultDispatcherId;

    /// <summary>Messages an actor handles in one turn, before others get its thread.</summary>
    public int Throughput { get; init; } = 128;

    /// <summary>Hears of every turn: 1 when it is asked for, -1 when it has ended.
    /// For tests that wait for idleness.</summary>
    internal Action<int>? Turns { get; init; }
}
