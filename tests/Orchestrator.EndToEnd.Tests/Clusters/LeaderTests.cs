using Orchestrator.EndToEnd.Tests.Clusters.Journals;
using Orchestrator.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>Three control planes and five nodes under a write load and a Service's callers, while leaders are killed and
/// paused.</summary>
[Collection(OneAtATime.Name)]
public sealed class LeaderTests(ITestOutputHelper output)
{
    private const int Writers = 4;
    private const int Replicas = 20;

    /// <summary>All twenty in CI; some when a person runs the suite.</summary>
    private static readonly int Kills = Environment.GetEnvironmentVariable("CI") is { Length: > 0 } ? 20 : 4;

    [PostgresFact]
    public async Task LeaderKilledAgainAndAgain_NothingAcknowledgedIsLost_AndTheServiceAnswersThroughout()
    {
        await using var cluster = await LaunchedCluster.StartAsync("--control-planes", "3", "--nodes", "5");
        await using var service = await EchoService.StartAsync(cluster, Replicas);
        await using var load = new RetryingLoad(cluster, Writers);
        load.Start();
        var random = new Random(20);
        var waits = new List<double>();
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(random.Next(200, 1500));
            var leader = await LeaderOfAsync(cluster);
            await cluster.KillAsync(leader);
            waits.Add((await load.NextAsync()).TotalSeconds);
            await cluster.StartAsync(leader);
        }
        await load.CheckAsync();

        waits.Sort();
        var journal = await JournalCheck.SoundAsync(cluster, load);
        output.WriteLine(
            $"{load.Created.Count} acknowledged writes over {journal.Leaderships} leaderships still in the journal; "
            + $"{service.Answered} answers of the Service; writes again after a kill: median {waits[Kills / 2]:0.00} s, "
            + $"slowest {waits[^1]:0.00} s");
        Assert.Empty(service.Failures);
        Assert.True(load.Created.Count > Kills, "the load wrote too little to show anything");
    }

    [PostgresFact]
    public async Task LeaderAsleepForLongerThanItsTerm_WakesUpAsAFollower()
    {
        await using var cluster = await LaunchedCluster.StartAsync("--control-planes", "3", "--nodes", "1");
        await using var load = new RetryingLoad(cluster, Writers);
        load.Start();
        await load.NextAsync();
        var leader = await LeaderOfAsync(cluster);

        await cluster.SignalAsync(leader, "STOP");
        var wait = await load.NextAsync();
        await Task.Delay(TimeSpan.FromSeconds(30));
        await cluster.SignalAsync(leader, "CONT");

        await Eventually.Async(async () =>
        {
            using var api = cluster.Api(leader);
            Assert.Equal(200, (await api.GetAsync("/readyz")).Code);
            Assert.NotEqual(leader, await cluster.LeaderAsync());
        });
        await load.NextAsync();
        await load.CheckAsync();
        await JournalCheck.SoundAsync(cluster, load);
        output.WriteLine($"writes again after {wait.TotalSeconds:0.00} s");
    }

    [PostgresFact]
    public async Task ControlPlanesRestartedInTurn_NoWriteFailsThatARetryWouldNotMend()
    {
        await using var cluster = await LaunchedCluster.StartAsync("--control-planes", "3", "--nodes", "1");
        await using var load = new RetryingLoad(cluster, Writers);
        load.Start();
        await load.NextAsync();

        foreach (var member in cluster.ControlPlanes.ToList())
        {
            await cluster.SignalAsync(member, "TERM");
            await Eventually.Async(() => Assert.False(cluster.Members[member].IsRunning, member));
            var wait = await load.NextAsync();
            output.WriteLine($"{member} left: writes again after {wait.TotalSeconds:0.00} s");
            await cluster.StartAsync(member);
        }

        await load.CheckAsync();
        await JournalCheck.SoundAsync(cluster, load);
    }

    [PostgresFact]
    public async Task DatabaseKilledAndStarted_WritesGoOn()
    {
        await using var cluster = await LaunchedCluster.StartAsync("--control-planes", "3", "--nodes", "1");
        await using var load = new RetryingLoad(cluster, Writers);
        load.Start();
        await load.NextAsync();

        for (var i = 0; i < 3; i++)
        {
            // QUIT: no checkpoint, no farewell; the next start recovers.
            await cluster.SignalAsync("postgres", "QUIT");
            await Eventually.Async(() => Assert.False(cluster.Members["postgres"].IsRunning));
            await cluster.StartAsync("postgres");
            output.WriteLine($"writes again after {(await load.NextAsync()).TotalSeconds:0.00} s");
        }

        await load.CheckAsync();
        await JournalCheck.SoundAsync(cluster, load);
    }

    private static async Task<string> LeaderOfAsync(LaunchedCluster cluster)
    {
        string? leader = null;
        await Eventually.Async(async () => Assert.NotNull(leader = await cluster.LeaderAsync()));
        return leader!;
    }
}
