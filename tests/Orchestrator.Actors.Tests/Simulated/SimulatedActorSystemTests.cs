using Orchestrator.Actors.Simulated;
using Orchestrator.Actors.Tests.Suite;

namespace Orchestrator.Actors.Tests.Simulated;

public sealed class SimulatedActorSystemTests
{
    [Fact]
    public void SameSeed_SameTrace()
    {
        var first = Chatter(seed: 7);
        var second = Chatter(seed: 7);
        Assert.Equal(first, second);
    }

    [Fact]
    public void OtherSeed_OtherInterleaving()
    {
        var orders = Enumerable.Range(0, 20).Select(seed => Chatter((ulong)seed).Order).Distinct();
        Assert.True(orders.Count() > 10);
    }

    [Fact]
    public void ForeignThreadTells_RunFailsAndNamesSeed()
    {
        var simulation = new SimulatedActorSystem(seed: 3);
        var actor = simulation.Spawn("actor", Script.Factory(_ => { }));
        simulation.RunUntilIdle();
        var thread = new Thread(() => actor.Tell("from elsewhere"));
        thread.Start();
        thread.Join();

        var error = Assert.Throws<SimulationException>(simulation.RunUntilIdle);
        Assert.Equal(3UL, error.Seed);
        Assert.Contains("foreign thread", error.Message);
    }

    private static (ulong Hash, string Order, long Steps) Chatter(ulong seed)
    {
        var log = new Log();
        var simulation = new SimulatedActorSystem(seed);
        for (var i = 0; i < 5; i++)
        {
            var name = $"a{i}";
            simulation.Spawn(name, Script.Factory(self =>
            {
                self.Start = () =>
                {
                    self.Surroundings.Timers.Every("tick", TimeSpan.FromSeconds(1), "tick");
                    return default;
                };
                self.Receive = async _ =>
                {
                    log.Add(name);
                    await Task.Yield();
                    log.Add(name);
                };
            }));
        }
        simulation.RunFor(TimeSpan.FromSeconds(3));
        return (simulation.TraceHash, log.Text, simulation.Steps);
    }
}
