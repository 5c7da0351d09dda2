namespace Orchestrator.Load.Scenarios;

/// <summary>Merge patches of ConfigMaps; neighbours in time write different objects.</summary>
public static class PatchScenario
{
    private const int ObjectsMax = 1000;

    public static async Task<LoadResult> RunAsync(LoadOptions options, CancellationToken cancellation)
    {
        using var pool = options.Open();
        await using var scratch = await Scratch.CreateAsync(pool, options.Namespace, cancellation);
        var objects = Math.Min(options.Count, ObjectsMax);
        await CreateScenario.FillAsync(options with { Count = objects }, pool, scratch, "configmap", cancellation);
        var paths = Enumerable.Range(0, objects).Select(i => $"{scratch.Path}/configmaps/{Bodies.Name(i)}").ToArray();
        return await new ClosedLoop(pool, options.Clients, options.Count).RunAsync(
            "patch configmap",
            (client, number) => client.PatchAsync(
                paths[number % objects], Bodies.DataPatch(number, options.Size), cancellation),
            cancellation);
    }
}
