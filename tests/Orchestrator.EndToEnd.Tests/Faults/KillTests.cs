using Orchestrator.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Faults;

/// <summary>The orchestrator is killed as <c>kill -9</c> does, again and again.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Kills = 20;
    private const int Writers = 4;

    [Fact]
    public async Task KilledUnderAWriteLoad_LosesNothingAndRunsNothingTwice()
    {
        await using var cluster = await OrchestratorProcess.StartAsync();
        using var api = ApiHttp.Admin(cluster.Kubeconfig);
        await Ready.DefaultServiceAccountAsync(api);
        var writes = new WriteLoad(api, Writers);
        var pods = new PodLoad(api);
        var slowest = 0.0;
        for (var kill = 0; kill < Kills; kill++)
        {
            var before = pods.Pids();
            var load = writes.RunAsync();
            // Each time at another moment: during the first writes, a Pod's start, a snapshot.
            await Task.Delay(20 + kill * 37 % 300);
            var asked = pods.CreateAsync();
            await Task.Delay(kill * 13 % 60);
            await cluster.KillAsync();
            await Task.WhenAll(load, asked);
            pods.CheckNoneRunsTwice();

            await cluster.StartAgainAsync();
            slowest = Math.Max(slowest, cluster.ReadySeconds);
            await writes.CheckAsync();
            await Eventually.Async(pods.SettleAsync);
            var after = pods.Pids();
            Assert.All(before, pod => Assert.Equal(pod.Value, after[pod.Key]));
        }
        output.WriteLine($"{writes.Acknowledged} acknowledged writes, slowest start {slowest:0.00} s");
        // No program was ever killed, and one that had not begun when we were is not one that ended (docs/decisions/0073).
        Assert.Equal(0, await pods.RestartsAsync());
        Assert.True(writes.Acknowledged > Kills, "the load wrote too little to show anything");

        Assert.Equal(0, await cluster.StopAsync());
        Assert.Empty(pods.Pids());
        cluster.AssertNothingFailed();
    }

    [Fact]
    public async Task ProgramThatEndedMeanwhile_IsReportedAndStartedAgain()
    {
        await using var cluster = await OrchestratorProcess.StartAsync();
        using var api = ApiHttp.Admin(cluster.Kubeconfig);
        await Ready.DefaultServiceAccountAsync(api);
        var pods = new PodLoad(api);
        await pods.CreateAsync();
        await Eventually.Async(pods.SettleAsync);
        var first = pods.Pids()["sleeper-0"];
        await cluster.KillAsync();
        await Run.CheckedAsync("kill", "-9", $"{first}");

        await cluster.StartAgainAsync();

        await Eventually.Async(async () => Assert.Equal(1, await pods.RestartsAsync()));
        await Eventually.Async(pods.SettleAsync);
        var pod = await api.GetAsync("/api/v1/namespaces/default/pods/sleeper-0");
        var container = pod.Json.GetProperty("status").GetProperty("containerStatuses")[0];
        var last = container.GetProperty("lastState").GetProperty("terminated");
        Assert.Equal(137, last.GetProperty("exitCode").GetInt32());
        Assert.Equal("ContainerStatusUnknown", last.GetProperty("reason").GetString());
        Assert.NotEqual(first, pods.Pids()["sleeper-0"]);
    }
}
