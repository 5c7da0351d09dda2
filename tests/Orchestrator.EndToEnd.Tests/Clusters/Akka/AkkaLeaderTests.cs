using Orchestrator.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Clusters.Akka;

/// <summary>Leaders among control planes that are an Akka cluster: the oldest writes the journal.</summary>
[Collection(OneAtATime.Name)]
public sealed class AkkaLeaderTests(ITestOutputHelper output) : LeaderScenarios(output)
{
    protected override string[] Way => ["--akka"];

    [PostgresFact]
    public Task LeaderAsleepUntilItWasGivenUp_EndsWhenItWakes_AndComesBackAsANewMember() =>
        AsleepAsync(async (cluster, leader, asleep) =>
        {
            await Eventually.Async(() => Assert.False(asleep.IsRunning, $"{leader} runs on"));
            await Eventually.Async(
                async () =>
                {
                    Assert.NotEqual(asleep.Pid, cluster.Members[leader].Pid);
                    Assert.Matches($@"(?m)^ *{leader} .* ready ", await cluster.CommandAsync("status"));
                },
                secondsMax: 90);
            Assert.Contains($"{leader} was given up by the other members", cluster.Errors);
        });
}
