using Orchestrator.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Clusters.Akka;

/// <summary>Cuts between control planes that are an Akka cluster.</summary>
[Collection(NetworkCuts.Name)]
public sealed class AkkaNetworkCutTests(ITestOutputHelper output) : NetworkCutScenarios(output)
{
    protected override bool IsAkka => true;

    /// <summary>Who has lost the database makes room for one that has heard it for ten seconds.</summary>
    protected override TimeSpan Settling => TimeSpan.FromSeconds(10);

    /// <summary>Some seconds as a rule; where a one-way cut ended more members than needed, until they are back.</summary>
    protected override TimeSpan WritesAgainMax => TimeSpan.FromSeconds(60);

    /// <summary>It was given up, or left for who reaches the database, ended, and was started again.</summary>
    private protected override Task HasYieldedAsync(SwitchedCluster cluster, int host, int process) => Eventually.Async(
        () => Assert.True(
            cluster.Process(host) != process,
            $"the one that was cut off runs on\n{cluster.Log(host)}\n{string.Join('\n', cluster.Told)}"),
        secondsMax: 60);
}
