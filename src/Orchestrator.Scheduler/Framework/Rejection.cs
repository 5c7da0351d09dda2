namespace Orchestrator.Scheduler.Framework;

/// <summary>Why a plugin refuses a node. One instance serves all nodes it applies to: a cycle counts instances, it
/// makes none.</summary>
/// <param name="Plugin">The plugin's name.</param>
/// <param name="IsResolvable">False: removing Pods from the node would not help, so preemption need not look.</param>
/// <param name="Reasons">Kubernetes' wording, each without the count of nodes.</param>
public sealed record Rejection(string Plugin, bool IsResolvable, params string[] Reasons);
