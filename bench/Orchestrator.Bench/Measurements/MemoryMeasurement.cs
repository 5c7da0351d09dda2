using Orchestrator.Bench.Report;
using Orchestrator.Bench.Servers;

namespace Orchestrator.Bench.Measurements;

/// <summary>Resident memory of the whole process once it has settled: idle, and with 30,000 small objects.</summary>
public sealed class MemoryMeasurement : IMeasurement
{
    private const int Objects = 30_000;

    public string Name => "memory";

    public async Task RunAsync(BenchOptions options, Figures figures, CancellationToken cancellation)
    {
        var settle = TimeSpan.FromSeconds(options.IsQuick ? 10 : 30);
        await using (var baseline = await ServerProcess.BaselineAsync())
        {
            await using var server = await ServerProcess.UpAsync(options.Server, null);
            await Task.Delay(settle, cancellation);
            figures.Add("baseline memory", baseline.ResidentMiB);
            figures.Add("idle memory", server.ResidentMiB);
            var used = server.ProcessorTime;
            await Task.Delay(TimeSpan.FromSeconds(10), cancellation);
            figures.Add("idle processor", (server.ProcessorTime - used).TotalMilliseconds / 10);
            await Fill.WithAsync(server, Objects, cancellation);
            await Task.Delay(TimeSpan.FromSeconds(10), cancellation);
            figures.Add("full memory", server.ResidentMiB);
        }
    }
}
