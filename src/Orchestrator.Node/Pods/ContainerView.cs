namespace Orchestrator.Node.Pods;

/// <summary>All that is known of one container of a Pod when its status is written.</summary>
/// <param name="Newest">Its newest attempt; null when the runtime has none.</param>
/// <param name="Previous">The attempt before.</param>
/// <param name="Waiting">Why it does not run though it should; null when there is no such reason.</param>
/// <param name="Verdict">What its probes say; counts only while it runs.</param>
public sealed record ContainerView(
    RuntimeContainer? Newest, RuntimeContainer? Previous, ContainerStateWaiting? Waiting, ContainerVerdict Verdict);
