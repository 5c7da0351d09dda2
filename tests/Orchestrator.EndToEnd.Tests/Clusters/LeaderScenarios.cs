using System.Diagnostics;
using Orchestrator.EndToEnd.Tests.Clusters.Journals;
using Orchestrator.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>Three control planes and their nodes under a write load and a Service's callers, while leaders are killed,
/// paused and asked to leave, and the database is killed; however the members are joined.</summary>
public abstract class LeaderScenarios(ITestOutputHelper output)
{
    private const int Writers = 4;

    /// <summary>What the issue asks of a leader that leaves in order.</summary>
    private static readonly TimeSpan HandoverMax = TimeSpan.FromSeconds(2);

    /// <summary>Longer than any term: a store's 2 s, a Lease's 15 s.</summary>
    private static readonly TimeSpan Sleep = TimeSpan.FromSeconds(30);

    /// <summary>All twenty in CI; some when a person runs the suite.</summary>
    private static readonly int Kills = Environment.GetEnvironmentVariable("CI") is { Length: > 0 } ? 20 : 4;

    /// <summary>What <c>cluster up</c> is told of how members are joined.</summary>
    protected abstract string[] Way { get; }

    [PostgresFact]
    public async Task LeaderKilledAgainAndAgain_NothingAcknowledgedIsLost_AndTheServiceAnswersThroughout()
    {
        var random = new Random(20);
        var waits = new List<double>();
        var leaderships = await UnderLoadAsync(nodes: 5, replicas: 20, async (cluster, load) =>
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                await Task.Delay(random.Next(200, 1500));
                var leader = await LeaderOfAsync(cluster);
                await cluster.KillAsync(leader);
                waits.Add((await load.NextAsync()).TotalSeconds);
                await cluster.StartAsync(leader);
            }
        });

        waits.Sort();
        output.WriteLine(
            $"writes again after a kill: median {waits[Kills / 2]:0.00} s, slowest {waits[^1]:0.00} s, all "
            + string.Join(' ', waits.Select(wait => $"{wait:0.00}")));
        Assert.True(leaderships > Kills, "leaders were killed, and no other took over");
    }

    [PostgresFact]
    public async Task LeaderLeavesInOrder_WritesGoOnWithinTwoSeconds()
    {
        var waits = new List<TimeSpan>();
        await UnderLoadAsync(nodes: 1, replicas: 2, async (cluster, load) =>
        {
            for (var i = 0; i < 3; i++)
                waits.Add(await LeaveAsync(cluster, load, await LeaderOfAsync(cluster)));
        });
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.Zero, HandoverMax));
    }

    [PostgresFact]
    public async Task ControlPlanesRestartedInTurn_NoWriteFailsThatARetryWouldNotMend() =>
        await UnderLoadAsync(nodes: 1, replicas: 2, async (cluster, load) =>
        {
            foreach (var member in cluster.ControlPlanes.ToList())
                await LeaveAsync(cluster, load, member);
        });

    [PostgresFact]
    public async Task DatabaseKilledAndStarted_WritesGoOn()
    {
        var random = new Random(3);
        await UnderLoadAsync(nodes: 1, replicas: 2, async (cluster, load) =>
        {
            for (var i = 0; i < 3; i++)
            {
                await Task.Delay(random.Next(500, 2500));
                var isUp = false;
                var stall = load.LongestStallAsync(() => isUp);
                // QUIT: no checkpoint, no farewell; the next start recovers.
                await cluster.SignalAsync("postgres", "QUIT");
                await Eventually.Async(() => Assert.False(cluster.Members["postgres"].IsRunning));
                var began = Stopwatch.GetTimestamp();
                await cluster.StartAsync("postgres");
                isUp = true;
                output.WriteLine(
                    $"no write was acknowledged for {(await stall).TotalSeconds:0.00} s, of which the database took "
                    + $"{Stopwatch.GetElapsedTime(began).TotalSeconds:0.00} s to start");
            }
        });
    }

    /// <summary>The leader sleeps for longer than any term.</summary>
    /// <param name="woken">What it must come to: told the cluster, its name and the process that slept.</param>
    private protected async Task AsleepAsync(Func<LaunchedCluster, string, LaunchedCluster.Member, Task> woken) =>
        await UnderLoadAsync(nodes: 1, replicas: 2, async (cluster, load) =>
        {
            var leader = await LeaderOfAsync(cluster);
            var asleep = cluster.Members[leader];
            await cluster.SignalAsync(leader, "STOP");
            output.WriteLine($"writes again after {(await load.NextAsync()).TotalSeconds:0.00} s");
            await Task.Delay(Sleep);
            await cluster.SignalAsync(leader, "CONT");

            await woken(cluster, leader, asleep);
            await load.NextAsync();
        });

    /// <summary>Lets something happen to a cluster under load; afterwards nothing acknowledged may be lost, no revision
    /// given twice, no two have written, and the Service has answered all along.</summary>
    /// <returns>How many leaderships the journal knows.</returns>
    private async Task<int> UnderLoadAsync(int nodes, int replicas, Func<LaunchedCluster, RetryingLoad, Task> happens)
    {
        await using var cluster = await LaunchedCluster.StartAsync(
            [.. Way, "--control-planes", "3", "--nodes", $"{nodes}"]);
        await using var service = await EchoService.StartAsync(cluster, replicas);
        await using var load = new RetryingLoad(cluster, Writers);
        load.Start();
        await load.NextAsync();

        await happens(cluster, load);

        await load.CheckAsync();
        var journal = await JournalCheck.SoundAsync(cluster, load);
        output.WriteLine(
            $"{load.Created.Count} acknowledged writes over {journal.Leaderships} leaderships; {service.Answered} "
            + $"answers of the Service, {service.Failures.Count} failed");
        Assert.True(load.Created.Count > Kills, "the load wrote too little to show anything");
        service.CheckAnswered(Kills);
        return journal.Leaderships;
    }

    /// <summary>A control plane leaves in order, and is started again.</summary>
    /// <returns>For how long no write was acknowledged.</returns>
    private async Task<TimeSpan> LeaveAsync(LaunchedCluster cluster, RetryingLoad load, string member)
    {
        await cluster.SignalAsync(member, "TERM");
        var wait = await load.LongestStallAsync(() => !cluster.Members[member].IsRunning);
        output.WriteLine($"{member} left: no write was acknowledged for {wait.TotalSeconds:0.00} s");
        await cluster.StartAsync(member);
        return wait;
    }

    private static async Task<string> LeaderOfAsync(LaunchedCluster cluster)
    {
        string? leader = null;
        await Eventually.Async(async () => Assert.NotNull(leader = await cluster.LeaderAsync()));
        return leader!;
    }
}
