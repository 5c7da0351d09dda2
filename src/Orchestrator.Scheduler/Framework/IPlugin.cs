namespace Orchestrator.Scheduler.Framework;

/// <summary>What every plugin has: a name and its say about which events make a Pod it rejected worth another
/// try.</summary>
/// <remarks>A plugin may keep what it computed for one Pod in fields from PreFilter or PreScore on: a cycle is one
/// synchronous turn of the scheduler's actor, and the next cycle begins with PreFilter again.</remarks>
public interface IPlugin
{
    /// <summary>Kubernetes' name, such as <c>NodeResourcesFit</c>.</summary>
    string Name { get; }

    /// <summary>The events after which <see cref="IsWorthRetrying"/> is asked; others never wake the Pods it
    /// rejected.</summary>
    ClusterEventKinds Events { get; }

    /// <summary>The queueing hint: may the Pod pass this plugin after the change? False only when it surely may
    /// not.</summary>
    bool IsWorthRetrying(PodInfo pod, in ClusterEvent change);
}
