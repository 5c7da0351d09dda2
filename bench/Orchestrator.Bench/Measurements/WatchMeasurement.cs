using Orchestrator.Bench.Report;
using Orchestrator.Bench.Servers;
using Orchestrator.Load;
using Orchestrator.Load.Scenarios;

namespace Orchestrator.Bench.Measurements;

/// <summary>Fan-out to 100 watchers: a burst by 16 clients, and 42 writes per second.</summary>
public sealed class WatchMeasurement : IMeasurement
{
    private const int Watchers = 100;
    private const double PacedWrites = 42;

    public string Name => "watch";

    public async Task RunAsync(BenchOptions options, Figures figures, CancellationToken cancellation)
    {
        await using var server = await ServerProcess.UpAsync(options.Server, null, "--runtime", "hollow");
        var load = new LoadOptions { Server = server.Address, Clients = 16, Count = 1000, Namespace = "load-warm" };
        await WatchScenario.RunAsync(load, Watchers, null, cancellation).Flawless();
        var burst = await WatchScenario
            .RunAsync(load with { Namespace = "load-burst" }, Watchers, null, cancellation).Flawless();
        figures.Add("watch burst", burst.Rate);
        figures.Add("watch burst p99", burst.P99);
        var paced = await WatchScenario.RunAsync(
            load with { Namespace = "load-paced", Count = options.Scaled(840) }, Watchers, PacedWrites,
                cancellation).Flawless();
        figures.Add("watch paced p50", paced.More["acknowledgedToEventP50"]);
        figures.Add("watch paced p99", paced.More["acknowledgedToEventP99"]);
    }
}
