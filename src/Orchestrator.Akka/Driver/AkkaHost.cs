using Akka.Actor;
using AkkaRef = Akka.Actor.IActorRef;
using KernelCell = Orchestrator.Actors.Kernel.ActorCell;

namespace Orchestrator.Akka.Driver;

/// <summary>One kernel actor's way to its Akka actor, for as long as the kernel actor lives.</summary>
/// <remarks>Invariant: of the turns the kernel asks for, each is run exactly once: by the Akka actor, or, once that is
/// gone, by the thread pool, so that OnStopAsync, watches and asks are never lost with it.</remarks>
internal sealed class AkkaHost(KernelCell cell)
{
    private const int Idle = 0, TurnPending = 1, Gone = 2;

    private int _state;

    public KernelCell Cell => cell;

    public AkkaRef Ref { get; private set; } = ActorRefs.Nobody;

    /// <summary>Makes the Akka children; used only on the actor's own turn,
    /// and not there once the Akka actor is gone.</summary>
    public IActorRefFactory? Factory { get; set; }

    /// <summary>Starts the Akka actor under its parent's.</summary>
    public void Begin(IActorRefFactory? parent, AkkaRef deadLetters, string dispatcher)
    {
        try
        {
            if (parent is not null)
            {
                Ref = Start(parent, dispatcher);
                return;
            }
        }
        catch (InvalidOperationException)
        {
            // Akka's side of the parent, or all of it, is on its way down, and takes nobody in any more.
        }
        Ref = deadLetters;
        Leave();
    }

    public void Schedule()
    {
        if (Interlocked.CompareExchange(ref _state, TurnPending, Idle) == Gone)
            RunOnPool();
        else
            Ref.Tell(TurnDue.Instance, ActorRefs.NoSender);
    }

    /// <summary>Takes the turn that <see cref="TurnDue"/> announced.</summary>
    public void RunTurn()
    {
        if (Interlocked.CompareExchange(ref _state, Idle, TurnPending) == TurnPending)
            cell.System.Execute(cell);
    }

    /// <summary>The kernel actor has ended, on its own turn: the Akka actor follows.</summary>
    public void End() => (Factory as IActorContext)?.Stop(Ref);

    /// <summary>The Akka actor is gone: what it was to run the pool runs,
    /// and the kernel actor stops unless it has.</summary>
    public void Leave()
    {
        Factory = null;
        if (Interlocked.Exchange(ref _state, Gone) == TurnPending)
            RunOnPool();
        cell.Stop();
    }

    private AkkaRef Start(IActorRefFactory parent, string dispatcher)
    {
        var props = Props.CreateBy(new AkkaHostProducer(this)).WithDispatcher(dispatcher);
        var name = AkkaNames.Encode(cell.Name);
        try
        {
            return parent.ActorOf(props, name);
        }
        catch (InvalidActorNameException)
        {
            // The kernel's name is free before Akka has buried the last one who bore it.
            return parent.ActorOf(props, AkkaNames.WithSerial(name, cell.Serial));
        }
    }

    private void RunOnPool() => ThreadPool.UnsafeQueueUserWorkItem(cell, preferLocal: false);
}
