using Orchestrator.EndToEnd.Tests.Demo;
using Orchestrator.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Joining;

/// <summary>Nodes in processes of their own that are emptied and stopped, one after the other, while clients ask.</summary>
public sealed class DrainedNodesTests(ITestOutputHelper output)
{
    private const int Replicas = 4, Port = 18183;

    /// <summary>As Kubernetes' manifests do for the proxies elsewhere: the program answers on while they hear of its
    /// end.</summary>
    private const string PreStop = "          lifecycle: { preStop: { sleep: { seconds: 1 } } }";

    [KubectlFact]
    public async Task TwoNodesDrainedAndStopped_OneAfterTheOther_NoRequestIsLost()
    {
        await using var cluster = await OrchestratorProcess.StartAsync("--nodes", "0");
        var kubectl = new Kubectl(cluster.Kubeconfig);
        var command = await Tokens.JoinCommandAsync(cluster);
        await using var a = await JoinAsync(command, "a");
        await using var b = await JoinAsync(command, "b");
        var manifest = $"{Manifests.Echo("echo", Replicas, 8080, PreStop)}\n---\n{Manifests.Service("echo", Port, "echo")}";
        await kubectl.WithInputAsync(manifest, "apply", "-f", "-");
        await kubectl.Async("rollout", "status", "deployment/echo", "--timeout=60s");
        Assert.Equal(["a", "b"], await NodesAsync(kubectl));
        var address = await kubectl.Async("get", "service", "echo", "-o", "jsonpath={.spec.clusterIP}");
        var service = new ServiceClient($"http://{address}:{Port}/");
        await Eventually.Async(async () => Assert.Null(await Record.ExceptionAsync(service.AskAsync)));
        using var stop = new CancellationTokenSource();
        var load = new RequestLoad(service);
        var asking = load.RunAsync(stop.Token);

        await using var c = await JoinAsync(command, "c");
        await EndAsync(kubectl, a, "a", load);
        Assert.DoesNotContain("a", await NodesAsync(kubectl));
        await EndAsync(kubectl, b, "b", load);
        Assert.Equal(["c"], await NodesAsync(kubectl));
        await stop.CancelAsync();
        await asking;

        output.WriteLine($"{load.Answers} answers of {load.Pods.Count} Pods");
        Assert.True(load.Lost.IsEmpty, string.Join('\n', load.Lost));
        Assert.InRange(load.Pods.Count, Replicas + 1, int.MaxValue);
        cluster.AssertNothingFailed();
    }

    private static Task<JoinedProcess> JoinAsync(string command, string name) => JoinedProcess.StartAsync(
        command, JoinedProcess.NewDirectory(), "--node-name", name, "--connection-drain-timeout", "8s");

    private static async Task EndAsync(Kubectl kubectl, JoinedProcess node, string name, RequestLoad load)
    {
        await kubectl.Async("drain", name, "--ignore-daemonsets", "--timeout=60s");
        await kubectl.Async("rollout", "status", "deployment/echo", "--timeout=60s");
        await AnsweredAsync(load);
        Assert.Equal(0, await node.StopAsync());
        await AnsweredAsync(load);
    }

    /// <summary>Goes on being asked for a while.</summary>
    private static async Task AnsweredAsync(RequestLoad load)
    {
        var before = load.Answers;
        await Eventually.Async(() => Assert.True(load.Answers > before + 100));
    }

    private static async Task<string[]> NodesAsync(Kubectl kubectl)
    {
        var names = await kubectl.Async(
            "get", "pods", "-l", "app=echo", "-o", "jsonpath={range .items[*]}{.spec.nodeName}{' '}{end}");
        return [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Order(StringComparer.Ordinal)];
    }
}
