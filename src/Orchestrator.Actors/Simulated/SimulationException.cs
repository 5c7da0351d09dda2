namespace Orchestrator.Actors.Simulated;

/// <summary>
/// A simulated run failed. The message names the seed, with which it can be repeated, and the last steps.
/// </summary>
public sealed class SimulationException(ulong seed, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public ulong Seed { get; } = seed;
}
