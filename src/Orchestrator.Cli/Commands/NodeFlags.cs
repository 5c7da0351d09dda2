using System.CommandLine;
using Orchestrator.Hosting;

namespace Orchestrator.Cli.Commands;

/// <summary>Options of every command that runs nodes: <c>up</c> and <c>join</c>.</summary>
internal static class NodeFlags
{
    /// <summary>As <see cref="OrchestratorOptions.ConnectionDrainTimeout"/>.</summary>
    public static Option<GoDuration> ConnectionDrainTimeout() => GoDuration.Option(
        "--connection-drain-timeout",
        "How long nodes that stop wait for answers that are due on connections to Services; then those are reset.",
        new OrchestratorOptions().ConnectionDrainTimeout, "a length of time such as 5s, 24h or less",
        max: TimeSpan.FromDays(1));
}
