using System.Diagnostics;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Clusters.Akka;

/// <summary><c>cluster up --akka</c>, <c>status</c>, <c>kill</c>, <c>start</c>, <c>down</c>, as a user types
/// them.</summary>
[Collection(OneAtATime.Name)]
public sealed class AkkaLaunchTests
{
    private const int Replicas = 20;
    private static readonly string[] Five = ["node-1", "node-2", "node-3", "node-4", "node-5"];

    [PostgresFact]
    public async Task Up_RunsADeploymentBehindAService_AndDownLeavesNothing()
    {
        await using var cluster = await LaunchedCluster.StartAsync("--akka", "--control-planes", "3", "--nodes", "5");

        Assert.Matches(
            @"^ready after \d+\.\d\d s at https://127\.0\.0\.1:\d+ ; export KUBECONFIG=\S+/admin\.kubeconfig$",
            cluster.ReadyLine);
        Assert.Equal(Five.Select(n => $"node/{n}"), Lines(await cluster.Kubectl.Async("get", "nodes", "-o", "name")));
        foreach (var plane in cluster.ControlPlanes)
        {
            Assert.Equal("ok", await cluster.Kubectl.Async(
                "--context", $"kubernetes-admin@{plane}", "get", "--raw", "/readyz"));
        }
        await using (var service = await EchoService.StartAsync(cluster, Replicas))
        {
            await Eventually.Async(() => Assert.True(service.Answered > 20));
            Assert.Empty(service.Failures);
        }
        var placed = await cluster.Kubectl.Async(
            "get", "pods", "-o", "jsonpath={range .items[*]}{.spec.nodeName}{'\\n'}{end}");
        Assert.Equal(Five, Lines(placed).Distinct().Order());
        // Each by way of the member that runs it, whichever control plane is asked.
        foreach (var pod in Lines(await cluster.Kubectl.Async("get", "pods", "-o", "name")))
            Assert.Contains(" listens on ", await cluster.Kubectl.Async("logs", pod));
        var status = await cluster.CommandAsync("status");
        foreach (var member in (string[])["postgres", "cp-1", "cp-2", "cp-3", .. Five])
            Assert.Matches($@"(?m)^ *{member} ", status);
        Assert.Contains("5 of 5 nodes ready", status);
        Assert.Matches(@"(?m)^cp-1 is the oldest control plane", status);
        await MembershipTable.ShowsAsync(
            cluster, ["cp-1 up", "cp-2 up", "cp-3 up", .. Five.Select(node => $"{node} up")]);
        // The programs of a killed node outlive it, until `down`.
        await cluster.KillAsync("node-2");
        Assert.Equal(0, await cluster.StopAsync());
        Assert.Empty(ProcessTable.WithVariablePrefix($"ORCHESTRATOR_TERMINATION_MESSAGE={cluster.Directory}/"));
    }

    [PostgresFact]
    public async Task KilledMembers_AreShownDead_AndComeBackAsMembers()
    {
        await using var cluster = await LaunchedCluster.StartAsync("--akka", "--control-planes", "3", "--nodes", "1");

        foreach (var member in (string[])["cp-1", "node-1"])
        {
            await cluster.KillAsync(member);
            Assert.Matches($@"(?m)^ *{member} .*dead", await cluster.CommandAsync("status"));
            await MembershipTable.ShowsAsync(cluster, $"{member} (unreachable|down)", "cp-2 up", "cp-3 up");
            await cluster.StartAsync(member);
            await MembershipTable.ShowsAsync(cluster, $"{member} up");
        }

        Assert.Equal("ok", await cluster.Kubectl.Async(
            "--context", "kubernetes-admin@cp-1", "get", "--raw", "/readyz"));
        await cluster.Kubectl.Async("wait", "--for=condition=Ready", "node/node-1", "--timeout=60s");
        await cluster.Kubectl.WithInputAsync(Manifests.Sleeper("after"), "apply", "-f", "-");
        await cluster.Kubectl.Async("wait", "--for=condition=Ready", "pod/after", "--timeout=60s");
    }

    [PostgresFact]
    public async Task SupervisorKilled_MembersGoOn_AndTheNextUpTakesThemOver()
    {
        string[] small = ["--akka", "--control-planes", "2", "--nodes", "1"];
        await using var first = await LaunchedCluster.StartAsync(small);
        var before = first.Members;

        await first.KillSupervisorAsync();

        var second = await LaunchedCluster.StartInAsync(first.Directory, small);
        Assert.Equal(before.Values.Select(m => m.Pid), second.Members.Values.Select(m => m.Pid));
        Assert.Equal("node/node-1\n", await second.Kubectl.Async("get", "nodes", "-o", "name"));
        Assert.Equal(0, await second.StopAsync());
        var otherWay = await Run.AsyncWith(new ProcessStartInfo(
            OrchestratorProcess.Command, ["cluster", "up", "--data", first.Directory, "--listen", "127.0.0.1:0"]));
        Assert.Equal(1, otherWay.ExitCode);
        Assert.Contains("was made with --akka", otherWay.Errors);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
