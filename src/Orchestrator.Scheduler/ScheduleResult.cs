using Orchestrator.Scheduler.Framework;

namespace Orchestrator.Scheduler;

/// <summary>What one cycle decided.</summary>
/// <param name="Node">The node; null when none will do.</param>
/// <param name="EvaluatedNodes">How many were looked at.</param>
/// <param name="FeasibleNodes">How many of them passed.</param>
/// <param name="Failure">Why there is no node: a sentence; null on success.</param>
/// <param name="RejectedBy">Names of the plugins that said no.</param>
public readonly record struct ScheduleResult(
    NodeInfo? Node, int EvaluatedNodes, int FeasibleNodes, string? Failure, IReadOnlyCollection<string> RejectedBy);
