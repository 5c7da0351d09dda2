using Orchestrator.EndToEnd.Tests.Demo;
using Orchestrator.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Joining;

/// <summary>Nodes in processes of their own that are emptied and stopped, one after the other, while clients ask.</summary>
public sealed class DrainedNodesTests(ITestOutputHelper output)
{
    private const int Replicas = 2, Port = 18183;

    /// <summary>As Kubernetes' manifests do for the proxies elsewhere: the program answers on while they hear of its
    /// end. Half of the Pods let the kubelet wait, half run a command of their own.</summary>
    private const string Sleep = "sleep: { seconds: 1 }";

    private static readonly string[] Services = ["slept", "executed"];

    [KubectlFact]
    public async Task TwoNodesDrainedAndStopped_OneAfterTheOther_NoRequestIsLost()
    {
        await using var cluster = await OrchestratorProcess.StartAsync("--nodes", "0");
        var kubectl = new Kubectl(cluster.Kubeconfig);
        var command = await Tokens.JoinCommandAsync(cluster);
        await using var a = await JoinAsync(command, "a");
        await using var b = await JoinAsync(command, "b");
        var ended = Path.Combine(cluster.DataDirectory, "ended");
        await File.WriteAllTextAsync(ended, "");
        // The program must answer still once the command is over.
        var exec = "exec: { command: [bash, -c, 'sleep 1; : < /dev/tcp/$POD_IP/8080 && echo $POD_NAME >> "
            + ended + "'] }";
        RequestLoad[] loads =
            [await DeployAsync(kubectl, Services[0], Sleep), await DeployAsync(kubectl, Services[1], exec)];
        Assert.Equal(["a", "b"], await EachAsync(kubectl, "spec.nodeName"));
        using var stop = new CancellationTokenSource();
        var asking = Task.WhenAll(loads.Select(load => load.RunAsync(stop.Token)));

        await using var c = await JoinAsync(command, "c");
        await EndAsync(kubectl, a, "a", loads);
        Assert.DoesNotContain("a", await EachAsync(kubectl, "spec.nodeName"));
        await EndAsync(kubectl, b, "b", loads);
        Assert.Equal(["c"], await EachAsync(kubectl, "spec.nodeName"));
        await stop.CancelAsync();
        await asking;

        foreach (var load in loads)
        {
            output.WriteLine($"{load.Answers} answers of {load.Pods.Count} Pods");
            Assert.True(load.Lost.IsEmpty, string.Join('\n', load.Lost));
            Assert.InRange(load.Pods.Count, Replicas + 1, int.MaxValue);
        }
        // All commands have run, and none later than its program: else nothing was shown of them.
        var gone = loads[1].Pods.Keys.Except(await EachAsync(kubectl, "metadata.name"));
        Assert.Equal(gone.Order(), (await File.ReadAllLinesAsync(ended)).Order());
        cluster.AssertNothingFailed();
    }

    /// <summary>Runs echo servers behind a Service that answers.</summary>
    /// <param name="preStop">What each does before it is told to end.</param>
    private static async Task<RequestLoad> DeployAsync(Kubectl kubectl, string name, string preStop)
    {
        var lifecycle = $"          lifecycle: {{ preStop: {{ {preStop} }} }}";
        var manifest = $"{Manifests.Echo(name, Replicas, 8080, lifecycle)}\n---\n{Manifests.Service(name, Port, name)}";
        await kubectl.WithInputAsync(manifest, "apply", "-f", "-");
        await kubectl.Async("rollout", "status", $"deployment/{name}", "--timeout=60s");
        var address = await kubectl.Async("get", "service", name, "-o", "jsonpath={.spec.clusterIP}");
        var service = new ServiceClient($"http://{address}:{Port}/");
        await Eventually.Async(async () => Assert.Null(await Record.ExceptionAsync(service.AskAsync)));
        return new RequestLoad(service);
    }

    private static Task<JoinedProcess> JoinAsync(string command, string name) => JoinedProcess.StartAsync(
        command, JoinedProcess.NewDirectory(), "--node-name", name, "--connection-drain-timeout", "8s");

    private static async Task EndAsync(Kubectl kubectl, JoinedProcess node, string name, RequestLoad[] loads)
    {
        await kubectl.Async("drain", name, "--ignore-daemonsets", "--timeout=60s");
        foreach (var service in Services)
            await kubectl.Async("rollout", "status", $"deployment/{service}", "--timeout=60s");
        await AnsweredAsync(loads);
        Assert.Equal(0, await node.StopAsync());
        await AnsweredAsync(loads);
    }

    /// <summary>Each goes on being asked for a while.</summary>
    private static Task AnsweredAsync(RequestLoad[] loads) => Task.WhenAll(loads.Select(load =>
    {
        var before = load.Answers;
        return Eventually.Async(() => Assert.True(load.Answers > before + 100));
    }));

    /// <summary>What all Pods have in a field, each value once.</summary>
    private static async Task<string[]> EachAsync(Kubectl kubectl, string field)
    {
        var values = await kubectl.Async(
            "get", "pods", "-o", $"jsonpath={{range .items[*]}}{{.{field}}}{{' '}}{{end}}");
        return [.. values.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Order(StringComparer.Ordinal)];
    }
}
