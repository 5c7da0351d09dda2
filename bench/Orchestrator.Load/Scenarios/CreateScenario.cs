using Orchestrator.Load.Http;

namespace Orchestrator.Load.Scenarios;

/// <summary>Creates objects; each answer means that the object is kept.</summary>
public static class CreateScenario
{
    public static async Task<LoadResult> RunAsync(LoadOptions options, string kind, CancellationToken cancellation)
    {
        using var pool = options.Open();
        await using var scratch = await Scratch.CreateAsync(pool, options.Namespace, cancellation);
        return await FillAsync(options, pool, scratch, kind, cancellation);
    }

    /// <summary>Creates <c>options.Count</c> objects in a namespace that is there.</summary>
    public static async Task<LoadResult> FillAsync(
        LoadOptions options, ConnectionPool pool, Scratch scratch, string kind, CancellationToken cancellation)
    {
        var bodies = kind == "pod" ? Bodies.IdlePod(options.Size) : Bodies.ConfigMap(options.Size);
        var path = $"{scratch.Path}/{kind}s";
        var used = options.ProcessorTime?.Invoke();
        var result = await new ClosedLoop(pool, options.Clients, options.Count)
            .RunAsync(
                $"create {kind}", (client, number) => client.PostAsync(path, bodies.Of(number), cancellation),
                cancellation);
        return result.WithProcessor(options, used);
    }
}
