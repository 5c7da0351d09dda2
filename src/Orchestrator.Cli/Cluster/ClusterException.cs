namespace Orchestrator.Cli.Cluster;

/// <summary>The cluster cannot do what was asked; the message says what to do.</summary>
public sealed class ClusterException(string message) : Exception(message);
