using Orchestrator.Bench.Report;
using Orchestrator.Bench.Servers;
using Orchestrator.Load;
using Orchestrator.Load.Scenarios;

namespace Orchestrator.Bench.Measurements;

/// <summary>Requests by 1, 16 and 64 clients; those with a baseline run against it in turn, so that both see the same
/// machine.</summary>
public sealed class ApiMeasurement : IMeasurement
{
    private const int Pods = 5000;

    private int _namespaces;

    public string Name => "api";

    public async Task RunAsync(BenchOptions options, Figures figures, CancellationToken cancellation)
    {
        await using var server = await ServerProcess.UpAsync(options.Server, null, "--runtime", "hollow");
        await using var baseline = await ServerProcess.BaselineAsync(isDurable: true);
        await WarmAsync(server, baseline, cancellation);
        foreach (var clients in (int[])[1, 16, 64])
        {
            var count = options.Scaled(clients == 1 ? 4000 : 16_000);
            await RatedAsync("baseline create", baseline, clients, count, Create("configmap"));
            await RatedAsync("create configmap", server, clients, count, Create("configmap"));
            await RatedAsync("create pod", server, clients, count / 2, Create("pod"));
            await RatedAsync("baseline get", baseline, clients, count * 2, GetScenario.RunAsync);
            await RatedAsync("get configmap", server, clients, count * 2, GetScenario.RunAsync);
        }
        foreach (var clients in (int[])[1, 16])
        {
            var count = options.Scaled(clients == 1 ? 4000 : 16_000);
            await RatedAsync("baseline patch", baseline, clients, count, PatchScenario.RunAsync);
            await RatedAsync("patch configmap", server, clients, count, PatchScenario.RunAsync);
            await RatedAsync("delete configmap", server, clients, count, DeleteScenario.RunAsync);
        }
        await ListAsync("list 1", 1, null);
        await ListAsync("list 4", 4, null);
        await ListAsync("list 1 cached", 1, "0");

        async Task RatedAsync(
            string figure, ServerProcess target, int clients, int count,
            Func<LoadOptions, CancellationToken, Task<LoadResult>> run)
        {
            var result = await run(Options(target, clients, count), cancellation).Flawless();
            if (result.More.TryGetValue("processorMs", out var each))
                figures.Add($"{figure} {clients} processor", each);
            figures.Add($"{figure} {clients}", result.Rate);
            figures.Add($"{figure} {clients} p99", result.P99);
        }

        async Task ListAsync(string figure, int clients, string? version)
        {
            var result = await ListScenario
                .RunAsync(Options(server, clients, Pods), options.Scaled(40), version, cancellation).Flawless();
            figures.Add(figure, result.More["podsPerSecond"]);
            figures.Add(figure + " p50", result.P50);
        }
    }

    private static Func<LoadOptions, CancellationToken, Task<LoadResult>> Create(string kind) =>
        (options, cancellation) => CreateScenario.RunAsync(options, kind, cancellation);

    private async Task WarmAsync(ServerProcess server, ServerProcess baseline, CancellationToken cancellation)
    {
        foreach (var target in (ServerProcess[])[server, baseline])
        {
            await CreateScenario.RunAsync(Options(target, 16, 4000), "configmap", cancellation).Flawless();
            await CreateScenario.RunAsync(Options(target, 16, 2000), "pod", cancellation).Flawless();
            await GetScenario.RunAsync(Options(target, 16, 8000), cancellation).Flawless();
        }
        await PatchScenario.RunAsync(Options(server, 16, 2000), cancellation).Flawless();
        await DeleteScenario.RunAsync(Options(server, 16, 2000), cancellation).Flawless();
        await ListScenario.RunAsync(Options(server, 1, Pods), 5, null, cancellation).Flawless();
    }

    private LoadOptions Options(ServerProcess server, int clients, int count) =>
        new()
        {
            Server = server.Address,
            Clients = clients,
            Count = count,
            Namespace = $"load-{_namespaces++}",
            ProcessorTime = () => server.ProcessorTime,
        };
}
