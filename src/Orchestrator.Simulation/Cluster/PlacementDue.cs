namespace Orchestrator.Simulation.Cluster;

/// <summary>Time for <see cref="Placement"/> to look who lives.</summary>
internal sealed record PlacementDue;
