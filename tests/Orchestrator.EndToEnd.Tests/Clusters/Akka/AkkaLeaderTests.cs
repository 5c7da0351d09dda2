using Orchestrator.EndToEnd.Tests.Clusters.Journals;
using Orchestrator.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Clusters.Akka;

/// <summary>Three control planes of an Akka cluster under a write load, while the one that writes the journal is killed,
/// asked to leave, and paused.</summary>
[Collection(OneAtATime.Name)]
public sealed class AkkaLeaderTests(ITestOutputHelper output)
{
    private const int Writers = 4;
    private const int Replicas = 20;

    /// <summary>What the issue asks of a leader that leaves in order.</summary>
    private static readonly TimeSpan HandoverMax = TimeSpan.FromSeconds(2);

    /// <summary>All twenty in CI; some when a person runs the suite.</summary>
    private static readonly int Kills = Environment.GetEnvironmentVariable("CI") is { Length: > 0 } ? 20 : 4;

    private static readonly string[] Small = ["--akka", "--control-planes", "3", "--nodes", "1"];

    [PostgresFact]
    public async Task LeaderKilledAgainAndAgain_NothingAcknowledgedIsLost_AndTheServiceAnswersThroughout()
    {
        await using var cluster = await LaunchedCluster.StartAsync("--akka", "--control-planes", "3", "--nodes", "5");
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
            + $"slowest {waits[^1]:0.00} s, all {string.Join(' ', waits.Select(wait => $"{wait:0.00}"))}");
        Assert.Empty(service.Failures);
        Assert.True(journal.Leaderships > Kills, "leaders were killed, and no other took over");
        Assert.True(load.Created.Count > Kills, "the load wrote too little to show anything");
    }

    [PostgresFact]
    public async Task LeaderLeavesInOrder_WritesGoOnWithinTwoSeconds()
    {
        await using var cluster = await LaunchedCluster.StartAsync(Small);
        await using var load = new RetryingLoad(cluster, Writers);
        load.Start();
        await load.NextAsync();
        var waits = new List<TimeSpan>();

        for (var i = 0; i < 3; i++)
        {
            var leader = await LeaderOfAsync(cluster);
            await cluster.SignalAsync(leader, "TERM");
            waits.Add(await load.LongestStallAsync(() => !cluster.Members[leader].IsRunning));
            output.WriteLine($"{leader} left: no write was acknowledged for {waits[^1].TotalSeconds:0.00} s");
            await cluster.StartAsync(leader);
        }

        await load.CheckAsync();
        await JournalCheck.SoundAsync(cluster, load);
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.Zero, HandoverMax));
    }

    [PostgresFact]
    public async Task LeaderAsleepUntilItWasGivenUp_EndsWhenItWakes_AndComesBackAsANewMember()
    {
        await using var cluster = await LaunchedCluster.StartAsync(Small);
        await using var load = new RetryingLoad(cluster, Writers);
        load.Start();
        await load.NextAsync();
        var leader = await LeaderOfAsync(cluster);
        var asleep = cluster.Members[leader];

        await cluster.SignalAsync(leader, "STOP");
        var wait = await load.NextAsync();
        await Task.Delay(TimeSpan.FromSeconds(30));
        await cluster.SignalAsync(leader, "CONT");

        await Eventually.Async(() => Assert.False(asleep.IsRunning, $"{leader} runs on"));
        await Eventually.Async(
            async () =>
            {
                Assert.NotEqual(asleep.Pid, cluster.Members[leader].Pid);
                Assert.Matches($@"(?m)^ *{leader} .* ready ", await cluster.CommandAsync("status"));
            },
            secondsMax: 90);
        Assert.Contains($"{leader} was given up by the other members", cluster.Errors);
        await load.NextAsync();
        await load.CheckAsync();
        await JournalCheck.SoundAsync(cluster, load);
        output.WriteLine($"writes again after {wait.TotalSeconds:0.00} s");
    }

    [PostgresFact]
    public async Task ControlPlanesRestartedInTurn_NoWriteFailsThatARetryWouldNotMend()
    {
        await using var cluster = await LaunchedCluster.StartAsync(Small);
        await using var load = new RetryingLoad(cluster, Writers);
        load.Start();
        await load.NextAsync();

        foreach (var member in cluster.ControlPlanes.ToList())
        {
            await cluster.SignalAsync(member, "TERM");
            var wait = await load.LongestStallAsync(() => !cluster.Members[member].IsRunning);
            output.WriteLine($"{member} left: no write was acknowledged for {wait.TotalSeconds:0.00} s");
            await cluster.StartAsync(member);
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
