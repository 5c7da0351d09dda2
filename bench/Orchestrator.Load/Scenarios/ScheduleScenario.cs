using System.Diagnostics;
using Orchestrator.Load.Http;

namespace Orchestrator.Load.Scenarios;

/// <summary>Pods created while the scheduler binds them to Nodes that only exist as objects.</summary>
public static class ScheduleScenario
{
    public static async Task<LoadResult> RunAsync(LoadOptions options, int nodes, CancellationToken cancellation)
    {
        using var pool = options.Open();
        using var watching = new ConnectionPool(options.Server, 1);
        await using var scratch = await Scratch.CreateAsync(pool, options.Namespace, cancellation);
        await CreateNodesAsync(options, pool, nodes, cancellation);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var progress = new PodProgress();
        using var watch = new WatchStream(watching.Connection(0), $"{scratch.Path}/pods?watch=true");
        await watch.OpenAsync(cancellation);
        var read = watch.ReadAsync(progress.Read, done.Token);

        var pods = Bodies.SchedulablePod();
        var used = options.ProcessorTime?.Invoke();
        var started = Stopwatch.GetTimestamp();
        var created = await new ClosedLoop(pool, options.Clients, options.Count).RunAsync(
            "schedule", (client, number) => client.PostAsync($"{scratch.Path}/pods", pods.Of(number), cancellation),
            cancellation);
        while (progress.Bound.Count < created.Count && !read.IsCompleted
            && Stopwatch.GetElapsedTime(started) < options.Limit)
            await Task.Delay(5, cancellation);
        var result = Summary(options, nodes, created, progress.Bound).WithProcessor(options, used);
        await done.CancelAsync();
        await read;
        await DeleteNodesAsync(options, pool, nodes, cancellation);
        return result;
    }

    private static LoadResult Summary(LoadOptions options, int nodes, LoadResult created, Milestone bound)
    {
        var seconds = bound.Count > 1 ? Stopwatch.GetElapsedTime(bound.First, bound.Last).TotalSeconds : 0;
        var result = created with
        {
            Count = bound.Count,
            Errors = options.Count - bound.Count,
            Seconds = seconds,
            Rate = seconds > 0 ? bound.Count / seconds : 0,
        };
        result.More["nodes"] = nodes;
        result.More["createdPerSecond"] = created.Rate;
        return result;
    }

    private static async Task CreateNodesAsync(
        LoadOptions options, ConnectionPool pool, int nodes, CancellationToken cancellation)
    {
        var bodies = Bodies.Node();
        var created = await new ClosedLoop(pool, options.Clients, nodes).RunAsync(
            "create node", (client, number) => client.PostAsync("/api/v1/nodes", bodies.Of(number), cancellation),
            cancellation);
        if (created.Errors > 0)
            throw new InvalidOperationException($"Nodes refused: {created.FirstError}");
    }

    private static Task DeleteNodesAsync(
        LoadOptions options, ConnectionPool pool, int nodes, CancellationToken cancellation) =>
        new ClosedLoop(pool, options.Clients, nodes).RunAsync(
            "delete node",
            (client, number) => client.DeleteAsync($"/api/v1/nodes/{Bodies.Name(number)}", cancellation),
            cancellation);
}
