using Orchestrator.Bench.Report;
using Orchestrator.Bench.Servers;

namespace Orchestrator.Bench.Measurements;

/// <summary>Hollow nodes that joined over HTTPS: the time until all are Ready, then memory and processor time while they
/// only say that they live.</summary>
public sealed class NodesMeasurement : IMeasurement
{
    private const double KiBInMiB = 1024;

    public static readonly int[] Counts = [100, 1000];

    public string Name => "nodes";

    public async Task RunAsync(BenchOptions options, Figures figures, CancellationToken cancellation)
    {
        foreach (var count in Counts)
            await MeasureAsync(options, figures, count, cancellation);
    }

    private static async Task MeasureAsync(
        BenchOptions options, Figures figures, int count, CancellationToken cancellation)
    {
        var settle = TimeSpan.FromSeconds(options.IsQuick ? 5 : 20);
        var idle = TimeSpan.FromSeconds(options.IsQuick ? 20 : 60);
        await using var launched = await LaunchedNodes.UpAsync(options.Server, count, cancellation);
        figures.Add($"nodes {count} ready", launched.ReadyAfter.TotalSeconds);
        await Task.Delay(settle, cancellation);
        var (plane, nodes) = (launched.ControlPlane, launched.Nodes);
        await Task.Delay(idle, cancellation);
        var (planeLater, nodesLater) = (launched.ControlPlane, launched.Nodes);
        figures.Add($"nodes {count} control plane memory", planeLater.ResidentMiB);
        figures.Add($"nodes {count} control plane processor", PerSecond(plane, planeLater));
        figures.Add($"nodes {count} memory", nodesLater.ResidentMiB);
        figures.Add($"nodes {count} memory each", nodesLater.ResidentMiB * KiBInMiB / count);
        figures.Add($"nodes {count} processor", PerSecond(nodes, nodesLater));
        figures.Add($"nodes {count} processor each", PerSecond(nodes, nodesLater) / count);

        double PerSecond(Usage before, Usage after) =>
            (after.ProcessorTime - before.ProcessorTime).TotalMilliseconds / idle.TotalSeconds;
    }
}
