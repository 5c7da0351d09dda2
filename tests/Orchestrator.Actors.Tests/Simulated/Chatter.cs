using Orchestrator.Actors.Simulated;
using Orchestrator.Actors.Tests.Suite;

namespace Orchestrator.Actors.Tests.Simulated;

/// <summary>
/// A small scene in which much could come in another order: five actors with timers, awaits, asks and failures.
/// </summary>
internal static class Chatter
{
    public static (ulong Hash, string Order, long Steps) Run(ulong seed, Action<SimulatedActorSystem>? onMessage = null)
    {
        var log = new Log();
        var simulation = new SimulatedActorSystem(seed);
        var echo = simulation.Spawn("echo", static () => new Answering());
        for (var i = 0; i < 5; i++)
        {
            var name = $"actor-{i}";
            simulation.Spawn(name, Script.Factory(self =>
            {
                self.Start = () =>
                {
                    self.Surroundings.Timers.Every("tick", TimeSpan.FromSeconds(1), "tick");
                    return default;
                };
                self.Receive = async _ =>
                {
                    onMessage?.Invoke(simulation);
                    log.Add(name);
                    await Task.Yield();
                    log.Add(await simulation.AskAsync<IReply<string>, string>(
                        echo, static reply => reply, TimeSpan.FromSeconds(1)));
                };
            }));
        }
        simulation.RunFor(TimeSpan.FromSeconds(3));
        simulation.Crash("/echo");
        simulation.RunFor(TimeSpan.FromSeconds(30));
        return (simulation.TraceHash, log.Text, simulation.Steps);
    }

    private sealed class Answering : Actor<IReply<string>>
    {
        private int _count;

        public override ValueTask OnMessageAsync(IReply<string> message)
        {
            message.Answer($"{++_count}");
            return default;
        }
    }
}
