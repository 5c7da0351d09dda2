using Orchestrator.EndToEnd.Tests.Faults;
using Orchestrator.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Clusters.Akka;

/// <summary>A control plane that is its cluster's only one, and keeps its journal through Akka.Persistence.Sql in a
/// file, is killed as <c>kill -9</c> does, again and again; with PostgreSQL, see
/// <see cref="AkkaLeaderTests"/>.</summary>
[Collection(OneAtATime.Name)]
public sealed class AkkaKillTests(ITestOutputHelper output)
{
    private const int Writers = 4;

    /// <summary>All twenty in CI; some when a person runs the suite.</summary>
    private static readonly int Kills = Environment.GetEnvironmentVariable("CI") is { Length: > 0 } ? 20 : 4;

    [PostgresFact]
    public async Task KilledUnderAWriteLoad_LosesNothing()
    {
        string[] akka = ["--akka", "control-plane.conf"];
        await using var cluster = await OrchestratorProcess.StartInAsync(
            AkkaMembers.NewDirectory(), AkkaMembers.Launcher(AkkaMembers.FreePort()), akka);
        using var api = ApiHttp.Admin(cluster.Kubeconfig);
        var writes = new WriteLoad(api, Writers);
        var random = new Random(20);
        var slowest = 0.0;
        for (var kill = 0; kill < Kills; kill++)
        {
            var load = writes.RunAsync();
            await Task.Delay(random.Next(20, 500));
            await cluster.KillAsync();
            await load;

            await cluster.StartAgainAsync(akka);
            slowest = Math.Max(slowest, cluster.ReadySeconds);
            // Who leads is only placed once the member is in; until then writes are refused.
            await Eventually.Async(writes.CheckAsync);
        }
        output.WriteLine(
            $"{writes.Acknowledged} acknowledged writes over {Kills} kills, slowest start {slowest:0.00} s");
        Assert.True(writes.Acknowledged > Kills, "the load wrote too little to show anything");
        Assert.Equal(0, await cluster.StopAsync());
    }
}
