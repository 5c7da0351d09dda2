using System.Diagnostics;
using Orchestrator.Load.Http;

namespace Orchestrator.Load.Scenarios;

/// <summary>One Deployment: how long until all its Pods are created, bound and Ready.</summary>
public static class DeploymentScenario
{
    public static async Task<LoadResult> RunAsync(LoadOptions options, int replicas, CancellationToken cancellation)
    {
        using var pool = options.Open();
        using var watching = new ConnectionPool(options.Server, 1);
        await using var scratch = await Scratch.CreateAsync(pool, options.Namespace, cancellation);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var progress = new PodProgress();
        using var watch = new WatchStream(watching.Connection(0), $"{scratch.Path}/pods?watch=true");
        await watch.OpenAsync(cancellation);
        var read = watch.ReadAsync(progress.Read, done.Token);

        var started = Stopwatch.GetTimestamp();
        var created = await pool.Client(0)
            .PostAsync($"{scratch.Apps}/deployments", Bodies.Deployment("load", replicas), cancellation);
        while (created.IsSuccess && progress.Ready.Count < replicas && !read.IsCompleted
            && Stopwatch.GetElapsedTime(started) < options.Limit)
            await Task.Delay(5, cancellation);
        await done.CancelAsync();
        await read;
        return Summary(replicas, started, progress, created);
    }

    private static LoadResult Summary(int replicas, long started, PodProgress progress, Answer created)
    {
        var seconds = Stopwatch.GetElapsedTime(started, progress.Ready.Last).TotalSeconds;
        var result = new LoadResult
        {
            Scenario = "deployment",
            Clients = 1,
            Count = progress.Ready.Count,
            Errors = replicas - progress.Ready.Count,
            FirstError = created.Refusal,
            Seconds = progress.Ready.Count > 0 ? seconds : 0,
            Rate = progress.Ready.Count > 0 ? progress.Ready.Count / seconds : 0,
        };
        Add("created", progress.Created);
        Add("bound", progress.Bound);
        Add("ready", progress.Ready);
        return result;

        void Add(string name, Milestone milestone)
        {
            result.More[name] = milestone.Count;
            if (milestone.Count >= replicas)
                result.More[name + "Seconds"] = Stopwatch.GetElapsedTime(started, milestone.Last).TotalSeconds;
        }
    }
}
