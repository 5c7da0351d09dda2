using System.Text.Json;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary><c>join --control-plane --journal</c>, as a user types it.</summary>
[Collection(OneAtATime.Name)]
public sealed class ControlPlaneJoinTests
{
    [PostgresFact]
    public async Task FurtherControlPlane_ServesAndLeads_WhenTheFirstIsKilled()
    {
        await using var cluster = await LaunchedCluster.StartAsync("--control-planes", "1", "--nodes", "0");
        var command = await Run.CheckedAsync(
            OrchestratorProcess.Command, "token", "create", "--print-join-command",
            "--data", Path.Combine(cluster.Directory, "cp-1"));
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(cluster.Directory, "cluster.json")));
        var journal = file.RootElement.GetProperty("journal").GetString()!;
        await using var joined = await JoinedProcess.StartAsync(
            command, JoinedProcess.NewDirectory(), "--control-plane", "--journal", journal, "--listen", "127.0.0.1:0",
            "--leader-elect-lease-duration", "4s", "--leader-elect-renew-deadline", "3s",
            "--leader-elect-retry-period", "1s");
        var kubectl = new Kubectl(Path.Combine(joined.DataDirectory, "admin.kubeconfig"));
        await cluster.Kubectl.Async("create", "configmap", "by-the-first");
        Assert.Equal("configmap/by-the-first\n", await kubectl.Async("get", "configmap", "by-the-first", "-o", "name"));

        await cluster.KillAsync("cp-1");

        await kubectl.Async("create", "configmap", "by-the-second");
        // Its controllers stand in for the dead ones once their Lease has run out.
        await kubectl.Async("create", "namespace", "fresh");
        await Eventually.Async(
            async () => Assert.Equal("0", (await kubectl.TryAsync(
                null, "-n", "fresh", "get", "serviceaccount", "default", "-o", "name")).ExitCode.ToString()),
            secondsMax: 60);
        Assert.Equal(0, await joined.StopAsync());
    }
}
