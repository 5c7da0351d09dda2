using System.Diagnostics;
using Orchestrator.Bench.Measurements;
using Orchestrator.Bench.Report;

namespace Orchestrator.Bench;

/// <summary>Runs every measurement as often as asked and writes the medians.</summary>
public sealed class BenchRun(BenchOptions options)
{
    private static readonly IMeasurement[] All =
    [
        new StartMeasurement(), new MemoryMeasurement(), new ApiMeasurement(), new WatchMeasurement(),
        new DeploymentMeasurement(), new ScheduleMeasurement(), new ActorMeasurement(),
        new NodesMeasurement(NodesSection.Https), new StoreMeasurement(),
#if AKKA
        new NodesMeasurement(NodesSection.Akka), new Akka.AkkaMeasurement(), new Akka.Failover.FailoverMeasurement(),
        new Akka.JournalMeasurement(),
#endif
    ];

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        if (!File.Exists(options.Server))
        {
            await Console.Error.WriteLineAsync(
                $"orchestrator-bench: {options.Server} is not there; ./build.sh builds it");
            return 2;
        }
        var figures = new Figures();
        var failed = false;
        var started = Stopwatch.GetTimestamp();
        for (var run = 0; run < options.Runs; run++)
        {
            foreach (var measurement in All.Where(IsAsked))
            {
                await Console.Error.WriteLineAsync($"run {run + 1} of {options.Runs}: {measurement.Name}");
                failed |= !await TryAsync(measurement, figures, cancellation);
            }
        }
        var machine = await Machine.DescribeAsync();
        var before = File.Exists(options.Output) ? await File.ReadAllTextAsync(options.Output, cancellation) : "";
        var document = FiguresDocument.Text(figures, options, machine, Stopwatch.GetElapsedTime(started), before)
            + NodesSection.Https.Text(figures, options, machine, before)
            + NodesSection.Akka.Text(figures, options, machine, before)
            + AkkaSection.Text(figures, options, machine, before)
            + FailoverSection.Text(figures, options, machine, before)
            + JournalSection.Text(figures, options, machine, before);
        await File.WriteAllTextAsync(options.Output, document, cancellation);
        Console.WriteLine(document);
        return failed ? 1 : 0;
    }

    private bool IsAsked(IMeasurement measurement) =>
        options.Only.Count == 0 || options.Only.Contains(measurement.Name, StringComparer.OrdinalIgnoreCase);

    // One measurement that fails says so, in the exit code too, and leaves the others their turn.
    private async Task<bool> TryAsync(IMeasurement measurement, Figures figures, CancellationToken cancellation)
    {
        try
        {
            await measurement.RunAsync(options, figures, cancellation);
            return true;
        }
        catch (Exception error) when (
            error is InvalidOperationException or HttpRequestException or IOException or TimeoutException)
        {
            await Console.Error.WriteLineAsync($"{measurement.Name} failed: {error.Message}");
            return false;
        }
    }
}
