using System.Diagnostics;
using System.Text.Json;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.Client;
using Orchestrator.Client.Http;
using Orchestrator.Client.Http.Kubeconfigs;
using Orchestrator.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>Nodes that die and nodes that are emptied, with a Service's caller who never rests.</summary>
[Collection(OneAtATime.Name)]
public sealed class NodeTests(ITestOutputHelper output)
{
    private const int Replicas = 6;
    private const int Tolerated = 3;
    private const string Killed = "node-1";
    private const string OfEcho = "kubernetes.io/service-name=echo";

    /// <summary>How long after NotReady a Service may send to a node at most.</summary>
    private static readonly TimeSpan LeavesMax = TimeSpan.FromSeconds(1);
    private const int StepsToLeave = 3;

    /// <summary>One request in three goes to a node, and there are some in each second.</summary>
    private static readonly TimeSpan AnsweredSince = TimeSpan.FromSeconds(5);

    private static readonly string[] Small = ["--control-planes", "1", "--nodes", "3"];

    [PostgresFact]
    public async Task NodeKilled_LeavesTheServiceAtOnceWhenNotReady_AndItsPodsAreMoved()
    {
        await using var cluster = await LaunchedCluster.StartAsync(Small);
        await using var service = await EchoService.StartAsync(cluster, Replicas, Tolerated);
        using var client = new HttpApiClient(Kubeconfig.Load(cluster.Kubeconfig).OptionsFor());
        await using var nodes = await Sightings<Api.Core.V1.Node>.OpenAsync(client);
        await using var slices = await Sightings<EndpointSlice>.OpenAsync(client, "default", OfEcho);
        await using var control = await WriteControl.StartAsync(client);
        Assert.Contains(slices.Before, slice => HasReady(slice, Killed));

        await cluster.KillAsync(Killed);
        // What was passing through the dead process' own proxy at that instant went with it; nothing later may.
        await Task.Delay(TimeSpan.FromSeconds(1));
        var atTheKill = service.Failures.Count;
        // The Lease must run out first: that is Kubernetes' own 50 s.
        await Eventually.Async(() => Assert.NotNull(NotReadyAt(nodes)), secondsMax: 90);
        var notReady = NotReadyAt(nodes)!.Value;
        await Eventually.Async(() => Assert.NotNull(OutAt(slices)));
        await Eventually.Async(() => Assert.Equal(Replicas, ReadyElsewhere(slices)));
        var moved = Stopwatch.GetElapsedTime(notReady);

        output.WriteLine($"{atTheKill} requests ended with the killed process, of {service.Answered + atTheKill}");
        output.WriteLine($"replaced {moved.TotalSeconds:0.0} s after NotReady");
        CheckLeft(notReady, OutAt(slices)!.Value, service.LastSentTo(Killed), control);
        Assert.InRange(atTheKill, 0, 1);
        Assert.Equal(atTheKill, service.Failures.Count);
    }

    [PostgresFact]
    public async Task NodeDrained_NoRequestIsLost()
    {
        await using var cluster = await LaunchedCluster.StartAsync(Small);
        await using var service = await EchoService.StartAsync(cluster, Replicas);
        using var api = cluster.Api();

        await cluster.Kubectl.Async(
            "drain", "node-1", "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=60s");
        await Eventually.Async(async () => Assert.Equal(
            Replicas, (await ReadyOnAsync(api, "node-2")).Count + (await ReadyOnAsync(api, "node-3")).Count));
        Assert.Empty(await ReadyOnAsync(api, "node-1"));
        var before = service.Answered;
        await Eventually.Async(() => Assert.True(service.Answered > before + 20));

        Assert.Empty(service.Failures);
    }

    /// <summary>A second after the Node was seen to be not ready, nobody may send to it any more. All times are this
    /// process's; what its own clock or the machine is late by counts for nobody's.</summary>
    /// <remarks>From NotReady on it takes three steps through the API: its Pods are marked, its addresses taken from
    /// the slices, the proxies told. An ordinary write beside them shows what a step took meanwhile: by how much that
    /// is slower than usual, each of the three may be.</remarks>
    private void CheckLeft(long notReady, long outOfSlices, long lastSent, WriteControl control)
    {
        var left = Stopwatch.GetElapsedTime(notReady, outOfSlices);
        var sent = Stopwatch.GetElapsedTime(notReady, lastSent);
        var (usual, longest) = (control.Usual, control.Longest(notReady, Math.Max(outOfSlices, lastSent)));
        var late = longest > usual ? longest - usual : TimeSpan.Zero;
        var text = $"out of the slices {left.TotalSeconds:0.000} s after NotReady, the last request sent to it "
            + $"{sent.TotalSeconds:0.000} s after; a write meanwhile took {longest.TotalMilliseconds:0.0} ms, "
            + $"{usual.TotalMilliseconds:0.0} ms as a rule";
        output.WriteLine(text);
        var limit = LeavesMax + (StepsToLeave * late);
        Assert.True(left < limit && sent < limit, text);
        // Its Pods' programs outlived it and answered to the end: else the last answer would say nothing.
        Assert.True(sent > -AnsweredSince, text);
    }

    private static long? NotReadyAt(Sightings<Api.Core.V1.Node> nodes) => nodes.Seen.FirstOrDefault(
        seen => seen.Object.Metadata.Name == Killed
            && seen.Object.Status.Conditions.Any(c => c.Type == "Ready" && c.Status != "True"))?.At;

    /// <summary>When the last slice was changed that let requests go to the killed node.</summary>
    private static long? OutAt(Sightings<EndpointSlice> slices)
    {
        var open = slices.Before.Where(slice => HasReady(slice, Killed)).Select(Name).ToHashSet();
        foreach (var seen in slices.Seen)
        {
            if (seen.Type != WatchEventType.Deleted && HasReady(seen.Object, Killed))
                open.Add(Name(seen.Object));
            else if (open.Remove(Name(seen.Object)) && open.Count == 0)
                return seen.At;
        }
        return null;
    }

    private static int ReadyElsewhere(Sightings<EndpointSlice> slices) => slices.Before
        .Concat(slices.Seen.Select(seen => seen.Object))
        .GroupBy(Name)
        .Sum(slice => slice.Last().Endpoints.Count(e => e.Conditions?.Ready == true && e.NodeName != Killed));

    private static bool HasReady(EndpointSlice slice, string node) =>
        slice.Endpoints.Any(endpoint => endpoint.NodeName == node && endpoint.Conditions?.Ready == true);

    private static string Name(EndpointSlice slice) => slice.Metadata.Name ?? "";

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
