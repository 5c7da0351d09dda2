using System.Diagnostics;
using Orchestrator.Actors.Threaded;
using Orchestrator.Bench.Actors;
using Orchestrator.Bench.Report;

namespace Orchestrator.Bench.Measurements;

/// <summary>Messages per second between pairs of actors in this process.</summary>
public sealed class ActorMeasurement : IMeasurement
{
    private const int Messages = 10_000_000;

    public string Name => "actors";

    public async Task RunAsync(BenchOptions options, Figures figures, CancellationToken cancellation)
    {
        await using var system = new ThreadedActorSystem();
        await RateAsync(system, 1, 100, Messages / 10);
        figures.Add("tell window", await RateAsync(system, 1, 100, options.Scaled(Messages)));
        figures.Add("tell one", await RateAsync(system, 1, 1, options.Scaled(Messages)));
        figures.Add("tell pairs", await RateAsync(system, Environment.ProcessorCount, 100, options.Scaled(Messages)));
    }

    private static async Task<double> RateAsync(ThreadedActorSystem system, int pairs, int window, int messages)
    {
        var started = Stopwatch.GetTimestamp();
        var running = Enumerable.Range(0, pairs).Select(i => Pair.RunAsync(system, i, window, messages / pairs));
        await Task.WhenAll(running);
        return messages / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
