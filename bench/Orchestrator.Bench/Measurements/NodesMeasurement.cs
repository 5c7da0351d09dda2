using Orchestrator.Bench.Report;
using Orchestrator.Bench.Servers;

namespace Orchestrator.Bench.Measurements;

/// <summary>Hollow nodes that joined in one of the two ways: the time until all are Ready, then memory, processor
/// time and heartbeats while they only say that they live.</summary>
public sealed class NodesMeasurement(NodesSection way) : IMeasurement
{
    private const double KiBInMiB = 1024;

    public string Name => "nodes";

    public async Task RunAsync(BenchOptions options, Figures figures, CancellationToken cancellation)
    {
        foreach (var count in NodesSection.Counts)
            await MeasureAsync(options, figures, count, cancellation);
    }

    private async Task MeasureAsync(
        BenchOptions options, Figures figures, int count, CancellationToken cancellation)
    {
        var settle = TimeSpan.FromSeconds(options.IsQuick ? 5 : 20);
        var idle = TimeSpan.FromSeconds(options.IsQuick ? 20 : 60);
        await using var launched = await LaunchedNodes.UpAsync(options.Server, count, way.Flags, cancellation);
        Add("ready", launched.ReadyAfter.TotalSeconds);
        await Task.Delay(settle, cancellation);
        var (plane, nodes) = (launched.ControlPlane, launched.Nodes);
        await Task.Delay(idle, cancellation);
        var (planeLater, nodesLater) = (launched.ControlPlane, launched.Nodes);
        Add("control plane memory", planeLater.ResidentMiB);
        Add("control plane processor", PerSecond(plane, planeLater));
        Add("memory", nodesLater.ResidentMiB);
        Add("memory each", nodesLater.ResidentMiB * KiBInMiB / count);
        Add("processor", PerSecond(nodes, nodesLater));
        Add("processor each", PerSecond(nodes, nodesLater) / count);
        var heartbeats = await launched.WatchHeartbeatsAsync(idle, cancellation);
        Add("heartbeats", heartbeats.PerSecond);
        Add("longest without a heartbeat", heartbeats.Longest.TotalSeconds);

        void Add(string what, double figure) => figures.Add(way.Figure(count, what), figure);

        double PerSecond(Usage before, Usage after) =>
            (after.ProcessorTime - before.ProcessorTime).TotalMilliseconds / idle.TotalSeconds;
    }
}
