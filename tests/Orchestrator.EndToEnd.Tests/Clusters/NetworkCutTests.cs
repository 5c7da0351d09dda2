using Orchestrator.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>Cuts between control planes that share a journal and nothing else.</summary>
[Collection(NetworkCuts.Name)]
public sealed class NetworkCutTests(ITestOutputHelper output) : NetworkCutScenarios(output)
{
    protected override bool IsAkka => false;

    /// <summary>The target is 5 s.</summary>
    protected override TimeSpan WritesAgainMax => TimeSpan.FromSeconds(15);

    /// <summary>It is the same process, and follows.</summary>
    private protected override async Task HasYieldedAsync(SwitchedCluster cluster, int host, int process)
    {
        await Eventually.Async(async () => Assert.False(await cluster.LeadsAsync(host) ?? true, cluster.Log(host)));
        Assert.Equal(process, cluster.Process(host));
    }
}
