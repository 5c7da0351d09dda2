namespace Orchestrator.Hosting.Clusters;

public abstract record MemberReadinessMessage;

/// <summary>The cluster sees the member differently.</summary>
public sealed record MemberChanged(ClusterMember Member) : MemberReadinessMessage;

/// <summary>The Node still has to be marked.</summary>
public sealed record MarkAgain(string Node) : MemberReadinessMessage;
