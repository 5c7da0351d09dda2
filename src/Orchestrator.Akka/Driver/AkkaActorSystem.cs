using Akka;
using Akka.Actor;
using Orchestrator.Actors;
using Orchestrator.Actors.Kernel;
using AkkaRef = Akka.Actor.IActorRef;
using KernelCell = Orchestrator.Actors.Kernel.ActorCell;

namespace Orchestrator.Akka.Driver;

/// <summary>
/// The driver for Akka.NET clusters: every actor of the kernel has an Akka actor of its own, which runs its turns.
/// </summary>
/// <remarks>Akka gives thread, place in the tree and life from outside (watch, stop, shutdown); what a turn does is the
/// kernel's, the same as under the other drivers (docs/decisions/0140-akka-actors-run-kernel-turns.md). Disposing it
/// stops the trees; the <see cref="ActorSystem"/> stays its owner's. When that shuts down first, the trees are stopped
/// before it ends.</remarks>
public sealed class AkkaActorSystem : KernelActorSystem
{
    private readonly AkkaActorSystemOptions _options;

    public AkkaActorSystem(ActorSystem akka)
        : this(akka, new AkkaActorSystemOptions())
    {
    }

    public AkkaActorSystem(ActorSystem akka, AkkaActorSystemOptions options)
        : base(options.Time, options.Entropy, options.Entropy, options.Work)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Throughput);
        Akka = akka;
        _options = options;
        CoordinatedShutdown.Get(akka).AddTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "stop-kernel-actors", StopForShutdownAsync);
    }

    /// <summary>Where the Akka actors live.</summary>
    public ActorSystem Akka { get; }

    /// <summary>The Akka side of an actor: to watch it, and to send it its own messages,
    /// from plain Akka actors.</summary>
    /// <remarks><c>Terminated</c> comes after the actor's last handler. To stop it send <see cref="StopActor"/>; a
    /// PoisonPill or Kill ends the Akka side at once, and the actor's rest runs to its end without it.</remarks>
    /// <exception cref="ArgumentException">The reference belongs to no actor of this system.</exception>
    public AkkaRef RefOf(Actors.IActorRef actor) =>
        CellOf(actor).Host is AkkaHost host && CellOf(actor).System == this
            ? host.Ref
            : throw new ArgumentException($"{actor.Path} is not an actor of this system", nameof(actor));

    internal override void Schedule(Runnable runnable)
    {
        _options.Turns?.Invoke(1);
        ((AkkaHost)runnable.Host!).Schedule();
    }

    internal override void Execute(Runnable runnable)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(runnable.Context);
        try
        {
            runnable.Turn(_options.Throughput);
        }
        finally
        {
            // Also when a turn threw, which is our own bug: Akka's supervision logs it, and the actor goes on.
            SynchronizationContext.SetSynchronizationContext(before);
            if (runnable.EndTurn())
                Schedule(runnable);
            _options.Turns?.Invoke(-1);
        }
    }

    internal override void ActorSpawned(KernelCell cell)
    {
        var host = new AkkaHost(cell);
        cell.Host = host;
        var parent = cell.Parent?.Host as AkkaHost;
        host.Begin(cell.IsRoot ? Akka : parent!.Factory, Akka.DeadLetters, _options.Dispatcher);
    }

    internal override void ActorEnded(KernelCell cell)
    {
        base.ActorEnded(cell);
        ((AkkaHost)cell.Host!).End();
    }

    private async Task<Done> StopForShutdownAsync()
    {
        await StopAsync();
        return Done.Instance;
    }
}
