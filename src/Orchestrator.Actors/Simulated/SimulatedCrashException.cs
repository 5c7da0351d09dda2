namespace Orchestrator.Actors.Simulated;

/// <summary>Stands for any failure: a simulation crashed an actor on purpose.</summary>
public sealed class SimulatedCrashException(string path) : Exception($"the simulation crashed {path}");
