namespace Orchestrator.Load.Scenarios;

/// <summary>Lists Pods, whole, several times.</summary>
public static class ListScenario
{
    /// <param name="lists">How many lists to ask for, over all clients.</param>
    /// <param name="resourceVersion">Such as 0, from any cache; null asks for the newest.</param>
    public static async Task<LoadResult> RunAsync(
        LoadOptions options, int lists, string? resourceVersion, CancellationToken cancellation)
    {
        using var pool = options.Open();
        await using var scratch = await Scratch.CreateAsync(pool, options.Namespace, cancellation);
        await CreateScenario.FillAsync(options with { Clients = 16 }, pool, scratch, "pod", cancellation);
        var path = $"{scratch.Path}/pods" + (resourceVersion is null ? "" : $"?resourceVersion={resourceVersion}");
        var result = await new ClosedLoop(pool, options.Clients, lists)
            .RunAsync("list pods", (client, _) => client.GetAsync(path, cancellation), cancellation);
        result.More["podsPerSecond"] = result.Rate * options.Count;
        result.More["mibPerSecond"] = result.More["mib"] / result.Seconds;
        return result;
    }
}
