using Orchestrator.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>Cuts between control planes that share a journal and nothing else.</summary>
public sealed class NetworkCutTests(ITestOutputHelper output) : NetworkCutScenarios(output)
{
    protected override bool IsAkka => false;

    /// <summary>The target is 5 s.</summary>
    protected override TimeSpan WritesAgainMax => TimeSpan.FromSeconds(15);

    [NetworkTheory]
    [InlineData(NetworkCut.Database)]
    public Task LeaderCutOffFromTheDatabaseAlone_AnotherLeads_AndItComesBack(NetworkCut what) => CutOffAsync(what);

    /// <summary>It is the same process, and follows.</summary>
    private protected override async Task HasYieldedAsync(SwitchedCluster cluster, int host, int process)
    {
        await Eventually.Async(async () => Assert.False(await cluster.LeadsAsync(host) ?? true, cluster.Log(host)));
        Assert.Equal(process, cluster.Process(host));
    }
}
