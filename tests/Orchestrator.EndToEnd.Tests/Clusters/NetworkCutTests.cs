using Orchestrator.EndToEnd.Tests.Clusters.Journals;
using Orchestrator.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>The network between the leading control plane and everything else, the database too, is cut under a write
/// load, and heals.</summary>
public sealed class NetworkCutTests(ITestOutputHelper output)
{
    private const int Writers = 4;

    /// <summary>Longer than a store's leadership lasts without a sign of life (2 s) and than the Leases of controllers and
    /// scheduler (15 s).</summary>
    private static readonly TimeSpan Cut = TimeSpan.FromSeconds(20);

    /// <summary>The target is 5 s; other tests share the machine.</summary>
    private static readonly TimeSpan WritesAgainMax = TimeSpan.FromSeconds(15);

    [NetworkTheory]
    [InlineData(CutDirection.Both)]
    [InlineData(CutDirection.Outgoing)]
    [InlineData(CutDirection.Incoming)]
    public async Task LeaderCutOff_AnotherLeads_NothingAcknowledgedIsLost_AndItComesBackAsAFollower(
        CutDirection direction)
    {
        await using var cluster = await SwitchedCluster.StartAsync(controlPlanes: 3);
        await using var load = new RetryingLoad(() => cluster.Api(), Writers);
        load.Start();
        await load.NextAsync();
        var leader = await LeaderOfAsync(cluster);
        var cut = Task.Delay(Cut);

        await cluster.CutAsync(leader, direction);
        var wait = await load.NextAsync();
        Assert.NotEqual(leader, await LeaderOfAsync(cluster));
        await CheckCutOffAsync(cluster, leader, await WriteAsync(cluster, leader));
        await cut;
        await cluster.HealAsync();
        var healed = await load.NextAsync();

        await FollowsAsync(cluster, leader);
        await load.CheckAsync();
        var journal = await JournalCheck.SoundAsync(
            JournalCheck.At(cluster.DatabaseSocket), load.Acknowledged);
        output.WriteLine(
            $"{direction}: writes again {wait.TotalSeconds:0.00} s after the cut, {healed.TotalSeconds:0.00} s after "
            + $"it healed; {load.Created.Count} acknowledged, {journal.Leaderships} leaderships still in the journal");
        Assert.True(wait < WritesAgainMax, $"no write was taken for {wait}\n{cluster.Log(leader)}");
    }

    private static async Task<int> LeaderOfAsync(SwitchedCluster cluster)
    {
        var leader = 0;
        await Eventually.Async(async () => Assert.NotEqual(0, leader = await cluster.LeaderAsync()));
        return leader;
    }

    /// <summary>A ConfigMap that was acknowledged while a control plane was cut off.</summary>
    private static async Task<string> WriteAsync(SwitchedCluster cluster, int cutOff)
    {
        const string name = "while-cut-off";
        using var api = cluster.Api(cluster.Hosts.First(host => host != cutOff));
        var answer = await api.PostAsync(
            "/api/v1/namespaces/default/configmaps",
            $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}"}}""");
        Assert.Equal(201, answer.Code);
        return name;
    }

    /// <summary>Who is on its own host reaches it still: it acknowledges no write, and answers no read from before.
    /// </summary>
    private static async Task CheckCutOffAsync(SwitchedCluster cluster, int cutOff, string written)
    {
        var create = await cluster.KubectlOnAsync(
            cutOff, "create", "configmap", "by-the-one-cut-off", "--request-timeout=4s");
        Assert.True(create.ExitCode != 0, $"a write was acknowledged by who is cut off: {create.Output}");

        var get = await cluster.KubectlOnAsync(cutOff, "get", "configmap", written, "--request-timeout=4s");
        Assert.True(get.ExitCode != 0, "what it cannot know was answered");
        Assert.DoesNotContain("NotFound", get.Errors);
    }

    private static async Task FollowsAsync(SwitchedCluster cluster, int host)
    {
        await Eventually.Async(async () => Assert.False(await cluster.LeadsAsync(host) ?? true, cluster.Log(host)));
        using var api = cluster.Api(host);
        await Eventually.Async(async () => Assert.Equal(200, (await api.GetAsync("/readyz")).Code));
        var map = await api.PostAsync(
            "/api/v1/namespaces/default/configmaps",
            """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"forwarded"}}""");
        Assert.True(map.Code == 201, map.Body);
        var read = await cluster.KubectlOnAsync(host, "get", "configmap", "while-cut-off", "forwarded", "-o", "name");
        Assert.Equal("configmap/while-cut-off\nconfigmap/forwarded\n", read.Output);
    }
}
