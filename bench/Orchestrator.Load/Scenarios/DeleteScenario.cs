namespace Orchestrator.Load.Scenarios;

/// <summary>Creates ConfigMaps and measures how quickly they are deleted, one request each.</summary>
public static class DeleteScenario
{
    public static async Task<LoadResult> RunAsync(LoadOptions options, CancellationToken cancellation)
    {
        using var pool = options.Open();
        await using var scratch = await Scratch.CreateAsync(pool, options.Namespace, cancellation);
        await CreateScenario.FillAsync(options with { Clients = 16 }, pool, scratch, "configmap", cancellation);
        return await new ClosedLoop(pool, options.Clients, options.Count).RunAsync(
            "delete configmap",
            (client, number) => client.DeleteAsync($"{scratch.Path}/configmaps/{Bodies.Name(number)}", cancellation),
            cancellation);
    }
}
