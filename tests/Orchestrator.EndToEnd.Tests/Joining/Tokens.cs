using System.Diagnostics;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Joining;

/// <summary><c>orchestrator token</c> against a cluster's data directory.</summary>
internal static class Tokens
{
    /// <summary>The command a new node runs.</summary>
    public static Task<string> JoinCommandAsync(OrchestratorProcess cluster, params string[] more) =>
        Run.CheckedAsync(
            OrchestratorProcess.Command,
            ["token", "create", "--print-join-command", "--data", cluster.DataDirectory, .. more]);

    public static Task<RunResult> Async(OrchestratorProcess cluster, params string[] arguments) => Run.AsyncWith(
        new ProcessStartInfo(
            OrchestratorProcess.Command, ["token", .. arguments, "--data", cluster.DataDirectory]));
}
