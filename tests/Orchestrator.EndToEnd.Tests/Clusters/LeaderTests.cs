using Orchestrator.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>Leaders among control planes that share a journal and nothing else.</summary>
[Collection(OneAtATime.Name)]
public sealed class LeaderTests(ITestOutputHelper output) : LeaderScenarios(output)
{
    protected override string[] Way => [];

    [PostgresFact]
    public Task LeaderAsleepForLongerThanItsTerm_WakesUpAsAFollower() =>
        AsleepAsync(async (cluster, leader, asleep) =>
        {
            await Eventually.Async(async () =>
            {
                using var api = cluster.Api(leader);
                Assert.Equal(200, (await api.GetAsync("/readyz")).Code);
                Assert.NotEqual(leader, await cluster.LeaderAsync());
            });
            Assert.Equal(asleep.Pid, cluster.Members[leader].Pid);
        });
}
