using Akka.Actor;
using Orchestrator.Actors;
using Orchestrator.Actors.Tests.Suite;
using Orchestrator.Akka.Driver;

namespace Orchestrator.Akka.Tests.Driver;

/// <summary>The Akka driver.</summary>
internal sealed class AkkaHarness : TickedHarness
{
    private readonly ActorSystem _akka = ActorSystem.Create("suite", "akka { loglevel = OFF, stdout-loglevel = OFF }");

    public AkkaHarness() =>
        System = new AkkaActorSystem(_akka, new AkkaActorSystemOptions { Time = Time, Turns = CountTurns });

    public override IActorSystem System { get; }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _akka.Terminate().WaitAsync(Patience);
    }
}
