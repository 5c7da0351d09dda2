using Orchestrator.Actors.Kernel;

namespace Orchestrator.Actors.Simulated;

/// <summary>
/// The simulation's seat for code that is no actor: what a test drives, and what timers call back into.
/// </summary>
internal sealed class TestRunnable(KernelActorSystem system) : Runnable(system, "(test)")
{
    public override void Turn(int budget)
    {
        while (budget-- > 0 && Signals.TryDequeue(out var signal, out _))
            signal.Run(signal.State);
    }
}
