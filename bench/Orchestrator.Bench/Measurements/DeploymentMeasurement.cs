using Orchestrator.Bench.Report;
using Orchestrator.Bench.Servers;
using Orchestrator.Load;
using Orchestrator.Load.Scenarios;

namespace Orchestrator.Bench.Measurements;

/// <summary>One Deployment of 500 on ten hollow nodes, on a server that has just started.</summary>
public sealed class DeploymentMeasurement : IMeasurement
{
    private const int Replicas = 500;

    public string Name => "deployment";

    public async Task RunAsync(BenchOptions options, Figures figures, CancellationToken cancellation)
    {
        await using var server = await ServerProcess.UpAsync(
            options.Server, null, "--runtime", "hollow", "--nodes", "10");
        var load = new LoadOptions { Server = server.Address, Limit = TimeSpan.FromSeconds(60) };
        var result = await DeploymentScenario.RunAsync(load, Replicas, cancellation).Flawless();
        figures.Add("deployment created", result.More["createdSeconds"]);
        figures.Add("deployment bound", result.More["boundSeconds"]);
        figures.Add("deployment ready", result.More["readySeconds"]);
    }
}
