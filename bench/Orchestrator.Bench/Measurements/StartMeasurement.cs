using Orchestrator.Bench.Report;
using Orchestrator.Bench.Servers;
using Orchestrator.Load;
using Orchestrator.Load.Scenarios;

namespace Orchestrator.Bench.Measurements;

/// <summary>From starting the process to its ready line: with nothing kept, and with 10,000 objects.</summary>
public sealed class StartMeasurement : IMeasurement
{
    private const int Objects = 10_000;
    private const int Starts = 3;

    public string Name => "start";

    public async Task RunAsync(BenchOptions options, Figures figures, CancellationToken cancellation)
    {
        for (var i = 0; i < Starts; i++)
        {
            await using (var baseline = await ServerProcess.BaselineAsync())
                figures.Add("baseline start", baseline.StartedAfter.TotalSeconds);
            await using var server = await ServerProcess.UpAsync(options.Server, null);
            await ReadyAsync(server, cancellation);
            figures.Add("start empty", server.StartedAfter.TotalSeconds);
        }
        var data = Directory.CreateTempSubdirectory("orchestrator-bench-");
        try
        {
            await FillAsync(options, data.FullName, cancellation);
            await using var server = await ServerProcess.UpAsync(options.Server, data.FullName);
            await ReadyAsync(server, cancellation);
            figures.Add("start full", server.StartedAfter.TotalSeconds);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task FillAsync(BenchOptions options, string data, CancellationToken cancellation)
    {
        await using var server = await ServerProcess.UpAsync(options.Server, data);
        await Fill.WithAsync(server, Objects, cancellation);
    }

    private static async Task ReadyAsync(ServerProcess server, CancellationToken cancellation)
    {
        var ready = await ReadyScenario.RunAsync(new LoadOptions { Server = server.Address }, cancellation).Flawless();
        if (ready.More["refusedTries"] > 0)
            throw new InvalidOperationException("the ready line came before /readyz answered");
    }
}
