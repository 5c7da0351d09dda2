using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary><c>cluster up</c>, <c>status</c>, <c>kill</c>, <c>start</c>, <c>down</c>, as a user types them.</summary>
[Collection(OneAtATime.Name)]
public sealed class LaunchTests
{
    private static readonly string[] Small = ["--control-planes", "2", "--nodes", "2"];

    [PostgresFact]
    public async Task Up_PrintsOneLine_KubectlWorks_StatusShowsAll_DownLeavesNothing()
    {
        await using var cluster = await LaunchedCluster.StartAsync(Small);

        Assert.Matches(
            @"^ready after \d+\.\d\d s at https://127\.0\.0\.1:\d+ ; export KUBECONFIG=\S+/admin\.kubeconfig$",
            cluster.ReadyLine);
        Assert.Equal("node/node-1\nnode/node-2\n", await cluster.Kubectl.Async("get", "nodes", "-o", "name"));
        foreach (var context in (string[])["kubernetes-admin@cp-1", "kubernetes-admin@cp-2"])
            Assert.Equal("ok", await cluster.Kubectl.Async("--context", context, "get", "--raw", "/readyz"));
        var status = await cluster.CommandAsync("status");
        foreach (var member in (string[])["postgres", "cp-1", "cp-2", "node-1", "node-2"])
            Assert.Matches($@"(?m)^ *{member} ", status);
        Assert.Contains("2 of 2 nodes ready", status);
        Assert.Matches(@"kube-scheduler is led by cp-[12]_[0-9a-f-]{36}", status);
        await MembershipTable.ShowsAsync(cluster, "cp-1 up", "cp-2 up", "node-1 up", "node-2 up");
        Assert.Equal(0, await cluster.StopAsync());
    }

    [PostgresFact]
    public async Task KilledMember_IsShownDead_AndComesBack()
    {
        await using var cluster = await LaunchedCluster.StartAsync(Small);

        await cluster.KillAsync("cp-1");

        Assert.Matches(@"(?m)^ *cp-1 .*dead", await cluster.CommandAsync("status"));
        Assert.Equal("node/node-1\nnode/node-2\n", await cluster.Kubectl.Async("get", "nodes", "-o", "name"));
        await CheckJoinAsync(cluster);
        await cluster.StartAsync("cp-1");
        await MembershipTable.ShowsAsync(cluster, "cp-1 up");
        Assert.Equal("ok", await cluster.Kubectl.Async(
            "--context", "kubernetes-admin@cp-1", "get", "--raw", "/readyz"));
    }

    [PostgresFact]
    public async Task SupervisorKilled_MembersGoOn_AndTheNextUpTakesThemOver()
    {
        await using var first = await LaunchedCluster.StartAsync(Small);
        var before = first.Members;

        await first.KillSupervisorAsync();

        Assert.All(first.Members.Values, member => Assert.True(member.IsRunning, member.Name));
        var second = await LaunchedCluster.StartInAsync(first.Directory, Small);
        Assert.Equal(before.Values.Select(m => m.Pid), second.Members.Values.Select(m => m.Pid));
        Assert.Equal("node/node-1\nnode/node-2\n", await second.Kubectl.Async("get", "nodes", "-o", "name"));
        Assert.Equal(0, await second.StopAsync());
    }

    /// <summary>cluster-info and the join command name the address that leads to those that live; a node joins by
    /// it.</summary>
    private static async Task CheckJoinAsync(LaunchedCluster cluster)
    {
        var address = cluster.ReadyLine.Split(' ').Single(
            word => word.StartsWith("https://", StringComparison.Ordinal));
        var info = await cluster.Kubectl.Async(
            "get", "configmap", "cluster-info", "-n", "kube-public", "-o", "jsonpath={.data.kubeconfig}");
        Assert.Contains($"server: {address}\n", info);
        var command = await Run.CheckedAsync(
            OrchestratorProcess.Command, "token", "create", "--print-join-command",
            "--data", Path.Combine(cluster.Directory, "cp-2"));
        Assert.StartsWith($"orchestrator join {address} --token ", command);
        await using var late = await JoinedProcess.StartAsync(
            command, JoinedProcess.NewDirectory(), "--node-name", "late", "--runtime", "hollow");
        Assert.Contains("node/late\n", await cluster.Kubectl.Async("get", "nodes", "-o", "name"));
    }
}
