using System.Diagnostics;
using Akka.Actor;
using Orchestrator.Actors;
using Orchestrator.Actors.Threaded;
using Orchestrator.Akka.Driver;
using Orchestrator.Bench.Actors;
using Orchestrator.Bench.Measurements;
using Orchestrator.Bench.Report;

namespace Orchestrator.Bench.Akka;

/// <summary>What the kernel's adapter to Akka.NET costs: the same pair under it, under the threaded driver, and as
/// plain actors of Akka.NET, in turns.</summary>
public sealed class AkkaMeasurement : IMeasurement
{
    private const int Messages = 5_000_000;

    public string Name => "akka";

    public async Task RunAsync(BenchOptions options, Figures figures, CancellationToken cancellation)
    {
        using var akka = ActorSystem.Create("bench", "akka { loglevel = OFF, stdout-loglevel = OFF }");
        await using var adapter = new AkkaActorSystem(akka);
        await using var threaded = new ThreadedActorSystem();
        var messages = options.Scaled(Messages);
        await RoundAsync(akka, adapter, threaded, new Figures(), 100, messages / 5);
        await RoundAsync(akka, adapter, threaded, figures, 100, messages);
        await RoundAsync(akka, adapter, threaded, figures, 1, messages);
        await akka.Terminate();
    }

    private static async Task RoundAsync(
        ActorSystem akka, IActorSystem adapter, IActorSystem threaded, Figures figures, int window, int messages)
    {
        figures.Add(
            $"threaded {window}", await RateAsync(messages, () => Pair.RunAsync(threaded, 0, window, messages)));
        figures.Add($"adapter {window}", await RateAsync(messages, () => Pair.RunAsync(adapter, 0, window, messages)));
        figures.Add($"akka {window}", await RateAsync(messages, () => AkkaPair.RunAsync(akka, window, messages)));
    }

    private static async Task<double> RateAsync(int messages, Func<Task> run)
    {
        var started = Stopwatch.GetTimestamp();
        await run();
        return messages / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
