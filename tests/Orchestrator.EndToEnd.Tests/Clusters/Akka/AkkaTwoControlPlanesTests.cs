using Orchestrator.EndToEnd.Tests.Clusters.Journals;
using Orchestrator.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Clusters.Akka;

/// <summary>Two control planes: neither has a majority when the other dies, but the journal says who goes on.</summary>
[Collection(OneAtATime.Name)]
public sealed class AkkaTwoControlPlanesTests(ITestOutputHelper output)
{
    private const int Writers = 4;

    /// <summary>Longer than it takes to give a control plane up where the database answers.</summary>
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(12);

    /// <summary>Six seconds as a rule; starting the others again would take half a minute.</summary>
    private static readonly TimeSpan WritesAgainMax = TimeSpan.FromSeconds(20);

    [PostgresFact]
    public async Task EitherIsKilled_TheOtherWrites_NobodyElseEnds_AndItComesBack()
    {
        await using var cluster = await LaunchedCluster.StartAsync("--akka", "--control-planes", "2", "--nodes", "2");
        await using var load = new RetryingLoad(cluster, Writers);
        load.Start();
        await load.NextAsync();

        // The first has the lowest address; the second then leads.
        foreach (var killed in new[] { "cp-1", "cp-2" })
        {
            await Eventually.Async(async () => Assert.Equal(killed, await cluster.LeaderAsync()));
            var others = cluster.Members.Values.Where(member => member.Name != killed).ToList();
            await cluster.KillAsync(killed);
            var wait = await load.NextAsync();
            output.WriteLine($"{killed} killed: writes again after {wait.TotalSeconds:0.00} s");
            Assert.InRange(wait, TimeSpan.Zero, WritesAgainMax);
            await cluster.StartAsync(killed);
            await Eventually.Async(async () => Assert.Matches(
                $@"(?m)^ *{killed} .* ready ", await cluster.CommandAsync("status")));
            Assert.All(others, member => Assert.True(member.IsRunning, $"{member.Name} was ended as well"));
            Assert.All(others, member => Assert.Equal(member.Pid, cluster.Members[member.Name].Pid));
        }

        await load.CheckAsync();
        await JournalCheck.SoundAsync(cluster, load);
    }

    [PostgresFact]
    public async Task KilledWhileTheDatabaseIsAway_NobodyElseEnds_AndTheOtherWritesWhenItIsBack()
    {
        await using var cluster = await LaunchedCluster.StartAsync("--akka", "--control-planes", "2", "--nodes", "1");
        await using var load = new RetryingLoad(cluster, Writers);
        load.Start();
        await load.NextAsync();
        await Eventually.Async(async () => Assert.Equal("cp-1", await cluster.LeaderAsync()));
        var others = cluster.Members.Values.Where(member => member.Name is "cp-2" or "node-1").ToList();

        await cluster.SignalAsync("postgres", "QUIT");
        await Eventually.Async(() => Assert.False(cluster.Members["postgres"].IsRunning));
        await cluster.KillAsync("cp-1");
        await Task.Delay(Away);
        Assert.All(others, member => Assert.True(member.IsRunning, $"{member.Name} was ended as well"));
        await cluster.StartAsync("postgres");
        var wait = await load.NextAsync();

        output.WriteLine($"cp-1 killed without a database: writes again {wait.TotalSeconds:0.00} s after that is back");
        Assert.Equal("cp-2", await cluster.LeaderAsync());
        Assert.All(others, member => Assert.True(member.IsRunning, $"{member.Name} was ended as well"));
        Assert.InRange(wait, TimeSpan.Zero, WritesAgainMax);
        await load.CheckAsync();
        await JournalCheck.SoundAsync(cluster, load);
    }
}
