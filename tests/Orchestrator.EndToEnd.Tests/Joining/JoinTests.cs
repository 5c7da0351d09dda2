using System.Globalization;
using Orchestrator.EndToEnd.Tests.Demo;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Joining;

/// <summary>A control plane and two joined processes, with real Pods behind a real Service.</summary>
public sealed class JoinTests
{
    private const int Port = 8090;

    [KubectlFact]
    public async Task TwoNodes_ShareAService_SurviveAKill_LeaveAndComeBack()
    {
        await using var cluster = await OrchestratorProcess.StartAsync("--nodes", "0");
        var kubectl = new Kubectl(cluster.Kubeconfig);
        var command = await Tokens.JoinCommandAsync(cluster);
        await using var a = await JoinedProcess.StartAsync(command, JoinedProcess.NewDirectory(), "--node-name", "a");
        await using var b = await JoinedProcess.StartAsync(command, JoinedProcess.NewDirectory(), "--node-name", "b");
        await CheckNodesAsync(cluster, kubectl, a);

        var service = await DeployAsync(kubectl);
        var pods = await PodsAsync(kubectl);
        Assert.Equal(["a", "b"], pods.Values.Select(pod => pod.Node).Distinct().Order());
        await AllAnswerAsync(service, pods.Count);

        // The proxy of the other process serves on, and the dead node's programs do too.
        var programs = Programs(pods, "a");
        await a.KillAsync();
        await AllAnswerAsync(service, pods.Count);
        Assert.Equal(programs, Programs(pods, "a"));
        await a.StartAgainAsync();
        await Eventually.Async(async () => Assert.Equal(
            "0 0 0 0", await kubectl.Async("get", "pods", "-o", "jsonpath={.items[*].status.containerStatuses[0].restartCount}")));
        Assert.Equal(programs, Programs(pods, "a"));
        await AllAnswerAsync(service, pods.Count);

        await ResetAsync(kubectl, b, pods);
        var second = await Tokens.JoinCommandAsync(cluster);
        await using var back = await JoinedProcess.StartAsync(second, JoinedProcess.NewDirectory(), "--node-name", "b");
        await kubectl.Async("wait", "node/b", "--for=condition=Ready", "--timeout=30s");

        Assert.Equal(0, await back.StopAsync());
        Assert.Equal(0, await a.StopAsync());
        Assert.Empty(Programs(pods, "a"));
        cluster.AssertNothingFailed();
    }

    private static async Task CheckNodesAsync(OrchestratorProcess cluster, Kubectl kubectl, JoinedProcess a)
    {
        Assert.Matches(
            $@"^ready after \d+\.\d\d s at {cluster.Address.OriginalString.TrimEnd('/')} as node a ; export KUBECONFIG={a.Kubeconfig}$",
            a.ReadyLine);
        var nodes = await kubectl.Async("get", "nodes");
        Assert.Matches(@"(?m)^a +Ready +<none> ", nodes);
        Assert.Matches(@"(?m)^b +Ready +<none> ", nodes);
        var described = await kubectl.Async("describe", "node", "a");
        Assert.Matches(@"(?m)^  HolderIdentity: +a$", described);
        Assert.Matches(@"(?m)^  Ready +True ", described);
        Assert.Matches(
            @"(?m)^node-csr-\S+ +\S+ +kubernetes\.io/kube-apiserver-client-kubelet +system:bootstrap:\S+ +<none> +Approved,Issued$",
            await kubectl.Async("get", "csr"));
        // The node's own identity, and nothing more.
        var own = new Kubectl(a.Kubeconfig);
        Assert.Contains("a", await own.Async("get", "node", "a", "-o", "name"));
        var other = await own.TryAsync(null, "label", "node", "b", "stolen=yes");
        Assert.StartsWith("Error from server (Forbidden): nodes \"b\" is forbidden", other.Errors);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(Path.Combine(a.DataDirectory, "pki", "kubelet-client-current.pem")));
        }
    }

    private static async Task<ServiceClient> DeployAsync(Kubectl kubectl)
    {
        await kubectl.WithInputAsync(
            $"{Manifests.Echo("web", 4)}\n---\n{Manifests.Service("web", Port, "web")}", "apply", "-f", "-");
        await kubectl.Async("rollout", "status", "deployment/web", "--timeout=60s");
        var address = await kubectl.Async("get", "service", "web", "-o", "jsonpath={.spec.clusterIP}");
        return new($"http://{address}:{Port}/");
    }

    private static Task AllAnswerAsync(ServiceClient service, int count) => Eventually.Async(async () =>
    {
        var answers = new HashSet<string>();
        try
        {
            for (var i = 0; i < count * 8; i++)
                answers.Add(await service.AskAsync());
        }
        catch (HttpRequestException refused)
        {
            throw new Xunit.Sdk.XunitException(refused.Message, refused);
        }
        Assert.Equal(count, answers.Count);
    });

    private static async Task ResetAsync(Kubectl kubectl, JoinedProcess b, Dictionary<string, (string Node, string IP)> pods)
    {
        var refused = await JoinedProcess.ResetAsync(b.DataDirectory);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains($"in use by process {b.Pid}", refused.Errors);

        await b.KillAsync();
        Assert.NotEmpty(Programs(pods, "b"));
        var reset = await JoinedProcess.ResetAsync(b.DataDirectory);

        Assert.True(reset.ExitCode == 0, reset.Errors);
        Assert.Empty(Programs(pods, "b"));
        Assert.False(Directory.Exists(b.DataDirectory), "the directory was left");
        Assert.Equal("node/a\n", await kubectl.Async("get", "nodes", "-o", "name"));
    }

    private static async Task<Dictionary<string, (string Node, string IP)>> PodsAsync(Kubectl kubectl)
    {
        const string Columns = "{range .items[*]}{.metadata.name} {.spec.nodeName} {.status.podIP}{\"\\n\"}{end}";
        var lines = await kubectl.Async("get", "pods", "-o", $"jsonpath={Columns}");
        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
            .ToDictionary(words => words[0], words => (words[1], words[2]));
    }

    private static List<string> Programs(Dictionary<string, (string Node, string IP)> pods, string node) =>
        [.. pods.Values.Where(pod => pod.Node == node)
            .SelectMany(pod => ProcessTable.WithVariable($"POD_IP={pod.IP}", "echo"))
            .Order().Select(pid => pid.ToString(CultureInfo.InvariantCulture))];
}
