using System.Diagnostics;
using System.Text.Json;
using Orchestrator.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Clusters.Akka;

/// <summary>A member with a node that dies: membership tells so long before its heartbeats are missed.</summary>
[Collection(OneAtATime.Name)]
public sealed class AkkaNodeTests(ITestOutputHelper output)
{
    private const int Replicas = 6;
    private const int Tolerated = 3;

    /// <summary>Kubernetes' grace for missed heartbeats is 40 s; the failure detector's some seconds.</summary>
    private static readonly TimeSpan NoticedMax = TimeSpan.FromSeconds(20);

    [PostgresFact]
    public async Task NodeKilled_IsNotReadyByMembership_AndItsPodsAreMoved()
    {
        await using var cluster = await LaunchedCluster.StartAsync("--akka", "--control-planes", "1", "--nodes", "3");
        await using var service = await EchoService.StartAsync(cluster, Replicas, Tolerated);
        using var api = cluster.Api();
        Assert.NotEmpty(await PodsOnAsync(api, "node-1"));

        await cluster.KillAsync("node-1");
        var killed = Stopwatch.GetTimestamp();
        await Eventually.Async(async () => Assert.NotEqual("True", await IsReadyAsync(api, "node-1")), secondsMax: 60);
        var noticed = Stopwatch.GetElapsedTime(killed);
        await Eventually.Async(async () => Assert.Equal(
            Replicas, (await ReadyPodsOnAsync(api, "node-2")) + (await ReadyPodsOnAsync(api, "node-3"))));
        var moved = Stopwatch.GetElapsedTime(killed);

        output.WriteLine(
            $"NotReady {noticed.TotalSeconds:0.00} s after the kill, its Pods run elsewhere after {moved.TotalSeconds:0.0} s; "
            + $"{service.Failures.Count} of {service.Answered + service.Failures.Count} requests failed");
        Assert.InRange(noticed, TimeSpan.Zero, NoticedMax);
        await cluster.StartAsync("node-1");
        await Eventually.Async(async () => Assert.Equal("True", await IsReadyAsync(api, "node-1")));
    }

    private static async Task<string> IsReadyAsync(Testing.ApiHttp api, string node)
    {
        var answer = await api.GetAsync($"/api/v1/nodes/{node}");
        return ConditionOf(answer.Json, "Ready");
    }

    private static async Task<int> ReadyPodsOnAsync(Testing.ApiHttp api, string node) =>
        (await PodsOnAsync(api, node)).Count(pod => ConditionOf(pod, "Ready") == "True");

    private static async Task<IReadOnlyList<JsonElement>> PodsOnAsync(Testing.ApiHttp api, string node)
    {
        var answer = await api.GetAsync($"/api/v1/namespaces/default/pods?fieldSelector=spec.nodeName%3D{node}");
        return [.. answer.Json.GetProperty("items").EnumerateArray()];
    }

    private static string ConditionOf(JsonElement item, string type) =>
        item.GetProperty("status").TryGetProperty("conditions", out var conditions)
            ? conditions.EnumerateArray().Where(c => c.GetProperty("type").GetString() == type)
                .Select(c => c.GetProperty("status").GetString()!).FirstOrDefault("Unknown")
            : "Unknown";
}
