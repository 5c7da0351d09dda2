namespace Orchestrator.Akka.Tests.Cluster;

/// <summary>Tests that measure time or set environment variables: one at a time, with nothing beside them.</summary>
[CollectionDefinition(nameof(ClusterCollection), DisableParallelization = true)]
public sealed class ClusterCollection;
