using Orchestrator.Actors.Tests.Suite;
using Orchestrator.Actors.Threaded;

namespace Orchestrator.Actors.Tests.Threaded;

/// <summary>The threaded driver.</summary>
internal sealed class ThreadedHarness : TickedHarness
{
    public ThreadedHarness() =>
        System = new ThreadedActorSystem(new ThreadedActorSystemOptions { Time = Time, Dispatch = Dispatch });

    public override IActorSystem System { get; }

    private void Dispatch(IThreadPoolWorkItem turn)
    {
        CountTurns(1);
        ThreadPool.UnsafeQueueUserWorkItem(_ => Run(turn), null);
    }

    private void Run(IThreadPoolWorkItem turn)
    {
        turn.Execute();
        CountTurns(-1);
    }
}
