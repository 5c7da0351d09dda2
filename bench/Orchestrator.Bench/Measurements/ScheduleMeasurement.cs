using Orchestrator.Bench.Report;
using Orchestrator.Bench.Servers;
using Orchestrator.Load;
using Orchestrator.Load.Scenarios;

namespace Orchestrator.Bench.Measurements;

/// <summary>5,000 Pods created by 16 clients while the scheduler binds them to 1,000 Nodes.</summary>
public sealed class ScheduleMeasurement : IMeasurement
{
    private const int Nodes = 1000;
    private const int Pods = 5000;

    public string Name => "schedule";

    public async Task RunAsync(BenchOptions options, Figures figures, CancellationToken cancellation)
    {
        await using var server = await ServerProcess.UpAsync(options.Server, null, "--runtime", "hollow");
        var load = new LoadOptions
        {
            Server = server.Address,
            Count = options.Scaled(Pods),
            ProcessorTime = () => server.ProcessorTime,
        };
        var result = await ScheduleScenario.RunAsync(load, Nodes, cancellation).Flawless();
        figures.Add("schedule", result.Rate);
        figures.Add("schedule processor", result.More["processorMs"]);
    }
}
