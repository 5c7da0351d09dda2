namespace Orchestrator.Scheduler.Framework;

/// <summary>Has its turn when no node passed: the place of preemption.</summary>
public interface IPostFilterPlugin
{
    /// <summary>What goes behind the reasons in the event and the condition.</summary>
    /// <param name="pod">The Pod that found no node.</param>
    /// <param name="nodes">All nodes.</param>
    /// <param name="diagnosis">Each node's rejection.</param>
    string PostFilter(PodInfo pod, ReadOnlySpan<NodeInfo> nodes, Diagnosis diagnosis);
}
