using Orchestrator.EndToEnd.Tests.Clusters.Journals;
using Orchestrator.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>The network between the leading control plane and everything else, or the database alone, is cut under
/// a write load and a Service's callers, and heals; however the members are joined.</summary>
public abstract class NetworkCutScenarios(ITestOutputHelper output)
{
    private const int Writers = 4, Nodes = 5, Replicas = 20, AnswersMin = 20;

    /// <summary>Longer than a store's leadership lasts without a sign of life (2 s) and than the Leases of controllers
    /// and scheduler (15 s).</summary>
    private static readonly TimeSpan Cut = TimeSpan.FromSeconds(20);

    protected abstract bool IsAkka { get; }

    /// <summary>How long all run before the cut.</summary>
    protected virtual TimeSpan Settling => TimeSpan.Zero;

    /// <summary>Until writes are taken again, on a machine that other tests share.</summary>
    protected abstract TimeSpan WritesAgainMax { get; }

    [NetworkFact]
    public async Task LeaderCutOff_InEachWay_NothingAcknowledgedIsLost_AndTheServiceAnswersThroughout()
    {
        await using var cluster = await SwitchedCluster.StartAsync(controlPlanes: 3, Nodes, IsAkka);
        var settled = Task.Delay(Settling);
        await using var service = await cluster.EchoAsync(Replicas);
        await using var load = new RetryingLoad(() => cluster.Api(), Writers);
        load.Start();
        await load.NextAsync();
        await settled;

        var cuts = Enum.GetValues<NetworkCut>();
        foreach (var what in cuts)
        {
            var before = service.Answered;
            await CutOffAsync(cluster, service, load, what);
            service.CheckAnswered(before + AnswersMin);
        }

        await load.CheckAsync();
        var journal = await JournalCheck.SoundAsync(
            JournalCheck.At(cluster.DatabaseSocket), load.Acknowledged);
        output.WriteLine(
            $"{load.Created.Count} acknowledged writes over {journal.Leaderships} leaderships; {service.Answered} "
            + $"answers of the Service\n{string.Join('\n', cluster.Told)}");
        Assert.True(journal.Leaderships > cuts.Length, "leaders were cut off, and no other took over");
    }

    /// <summary>One cut of whoever leads, until all is whole again.</summary>
    private async Task CutOffAsync(
        SwitchedCluster cluster, ServiceLoop service, RetryingLoad load, NetworkCut what)
    {
        var leader = await LeaderOfAsync(cluster);
        var process = cluster.Process(leader);
        var cut = Task.Delay(Cut);

        await cluster.CutAsync(leader, what);
        var again = load.NextAsync();
        // A cluster that gave all its members up may need the network to be one again.
        if (await Task.WhenAny(again, cut) == again)
        {
            await again;
            Assert.NotEqual(leader, await LeaderOfAsync(cluster));
            await CheckCutOffAsync(cluster, leader, what, load.NewestName);
        }
        await cut;
        await cluster.HealAsync();
        var (wait, healed) = (await again, await load.NextAsync());

        await IsBackAsync(cluster, leader, process, what, load.NewestName);
        output.WriteLine(
            $"{what}: cp-{leader} was cut off; writes again {wait.TotalSeconds:0.00} s after the cut, "
            + $"{healed.TotalSeconds:0.00} s after it healed; the Service's slowest answer "
            + $"took {service.Slowest.TotalSeconds:0.00} s");
        Assert.True(wait < WritesAgainMax, $"no write was taken for {wait}\n{cluster.Log(leader)}");
    }

    /// <summary>What the one that was cut off has become once the network is whole.</summary>
    /// <param name="process">The process that it was.</param>
    private protected abstract Task HasYieldedAsync(SwitchedCluster cluster, int host, int process);

    private static async Task<int> LeaderOfAsync(SwitchedCluster cluster)
    {
        var leader = 0;
        await Eventually.Async(async () => Assert.NotEqual(0, leader = await cluster.LeaderAsync()));
        return leader;
    }

    /// <summary>Who is on its own host reaches it still, if it runs: it acknowledges no write that it cannot do, and
    /// answers no read from before.</summary>
    /// <param name="written">A ConfigMap that was acknowledged while it was cut off.</param>
    private static async Task CheckCutOffAsync(SwitchedCluster cluster, int cutOff, NetworkCut what, string written)
    {
        var name = NameOf("by-the-one-cut-off", what);
        var create = await cluster.KubectlOnAsync(cutOff, "create", "configmap", name, "--request-timeout=4s");
        // Cut off from the database alone it may know a leader that it can hand the write to.
        Assert.True(
            create.ExitCode != 0 || what == NetworkCut.Database,
            $"a write was acknowledged by who is cut off: {create.Output}");
        var get = await cluster.KubectlOnAsync(cutOff, "get", "configmap", written, "--request-timeout=4s");
        Assert.True(get.ExitCode != 0, "what it cannot know was answered");
        Assert.DoesNotContain("NotFound", get.Errors);
        if (create.ExitCode != 0)
            return;
        var others = cluster.Hosts.First(host => host != cutOff);
        var read = await cluster.KubectlOnAsync(others, "get", "configmap", name);
        Assert.True(read.ExitCode == 0, $"acknowledged by who is cut off, and lost: {read.Errors}");
    }

    /// <summary>It is one of them again, and none that may have been given up with it is missing.</summary>
    private async Task IsBackAsync(SwitchedCluster cluster, int host, int process, NetworkCut what, string written)
    {
        await HasYieldedAsync(cluster, host, process);
        foreach (var plane in cluster.Hosts)
            await Eventually.Async(() => IsReadyAsync(cluster, plane), secondsMax: 60);
        var forwarded = NameOf("forwarded", what);
        var map = await cluster.KubectlOnAsync(host, "create", "configmap", forwarded);
        Assert.True(map.ExitCode == 0, map.Errors);
        var read = await cluster.KubectlOnAsync(host, "get", "configmap", written, forwarded, "-o", "name");
        Assert.Equal($"configmap/{written}\nconfigmap/{forwarded}\n", read.Output);
        var nodes = await cluster.KubectlOnAsync(
            host, "wait", "node", "--all", "--for=condition=Ready", "--timeout=60s");
        Assert.True(nodes.ExitCode == 0, nodes.Errors);
    }

    private static async Task IsReadyAsync(SwitchedCluster cluster, int host)
    {
        var ready = await cluster.KubectlOnAsync(host, "get", "--raw", "/readyz");
        Assert.True(ready.Output == "ok", $"{ready.Errors}\n{cluster.Log(host)}");
    }

    private static string NameOf(string map, NetworkCut what) => $"{map}-{what}".ToLowerInvariant();
}
