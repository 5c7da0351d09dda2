using System.Diagnostics;
using System.Text.Json;
using Orchestrator.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>Nodes that die and nodes that are emptied, with a Service's caller who never rests.</summary>
[Collection(OneAtATime.Name)]
public sealed class NodeTests(ITestOutputHelper output)
{
    private const int Replicas = 6;
    private const int Tolerated = 3;
    private static readonly string[] Small = ["--control-planes", "1", "--nodes", "3"];

    [PostgresFact]
    public async Task NodeKilled_LeavesTheServiceAtOnceWhenNotReady_AndItsPodsAreMoved()
    {
        await using var cluster = await LaunchedCluster.StartAsync(Small);
        await using var service = await EchoService.StartAsync(cluster, Replicas, Tolerated);
        using var api = cluster.Api();
        Assert.NotEmpty(await ReadyOnAsync(api, "node-1"));

        await cluster.KillAsync("node-1");
        // What was passing through the dead process' own proxy at that instant went with it; nothing later may.
        await Task.Delay(TimeSpan.FromSeconds(1));
        var atTheKill = service.Failures.Count;
        // The Lease must run out first: that is Kubernetes' own 50 s.
        await Eventually.Async(async () => Assert.NotEqual("True", await IsReadyAsync(api, "node-1")), secondsMax: 90);
        var notReady = Stopwatch.GetTimestamp();
        await Eventually.Async(async () => Assert.Empty(await ReadyOnAsync(api, "node-1")));
        var left = Stopwatch.GetElapsedTime(notReady);
        await Eventually.Async(async () => Assert.Equal(
            Replicas, (await ReadyOnAsync(api, "node-2")).Count + (await ReadyOnAsync(api, "node-3")).Count));
        var moved = Stopwatch.GetElapsedTime(notReady);

        output.WriteLine($"{atTheKill} requests ended with the killed process, of {service.Answered + atTheKill}");
        output.WriteLine(
            $"out of the Service {left.TotalSeconds:0.00} s after NotReady, replaced after {moved.TotalSeconds:0.0} s");
        Assert.InRange(atTheKill, 0, 1);
        Assert.Equal(atTheKill, service.Failures.Count);
    }

    [PostgresFact]
    public async Task NodeDrained_NoRequestIsLost()
    {
        await using var cluster = await LaunchedCluster.StartAsync(Small);
        await using var service = await EchoService.StartAsync(cluster, Replicas);
        using var api = cluster.Api();

        await cluster.Kubectl.Async("drain", "node-1", "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=60s");
        await Eventually.Async(async () => Assert.Equal(
            Replicas, (await ReadyOnAsync(api, "node-2")).Count + (await ReadyOnAsync(api, "node-3")).Count));
        Assert.Empty(await ReadyOnAsync(api, "node-1"));
        var before = service.Answered;
        await Eventually.Async(() => Assert.True(service.Answered > before + 20));

        Assert.Empty(service.Failures);
    }

    private static async Task<string> IsReadyAsync(Testing.ApiHttp api, string node)
    {
        var answer = await api.GetAsync($"/api/v1/nodes/{node}");
        return answer.Json.GetProperty("status").GetProperty("conditions").EnumerateArray()
            .First(condition => condition.GetProperty("type").GetString() == "Ready").GetProperty("status").GetString()!;
    }

    /// <summary>Addresses on a node that the Service may send to.</summary>
    private static async Task<IReadOnlyList<string>> ReadyOnAsync(Testing.ApiHttp api, string node)
    {
        var slices = await api.GetAsync(
            "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices?labelSelector=kubernetes.io/service-name%3Decho");
        return [.. slices.Json.GetProperty("items").EnumerateArray()
            .SelectMany(Endpoints)
            .Where(endpoint => endpoint.GetProperty("nodeName").GetString() == node
                && endpoint.GetProperty("conditions").GetProperty("ready").GetBoolean())
            .Select(endpoint => endpoint.GetProperty("addresses")[0].GetString()!)];
    }

    private static IEnumerable<JsonElement> Endpoints(JsonElement slice) =>
        slice.GetProperty("endpoints") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
}
