using System.Diagnostics;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Clusters.Akka.Absent;

/// <summary>A build in which Akka.NET is missing.</summary>
public sealed class NoAkkaTests
{
    [Fact]
    public async Task ClusterUp_SaysWhatIsMissing_AndMakesNothing()
    {
        var directory = Path.Combine(Path.GetTempPath(), $"orchestrator-no-akka-{Environment.ProcessId}");

        var result = await Run.AsyncWith(new ProcessStartInfo(
            OrchestratorProcess.Command, ["cluster", "up", "--akka", "--data", directory]));

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("orchestrator cluster up: --akka needs a build with Akka.NET", result.Errors);
        Assert.False(Directory.Exists(directory));
    }
}
