namespace Orchestrator.Simulation;

/// <summary>A run that held every invariant.</summary>
/// <param name="TraceHash">Stands for every step: equal for equal seeds, in every process.</param>
/// <param name="Steps">Messages handled, continuations run and timers fired.</param>
/// <param name="Revision">The store's last revision: how much was written.</param>
/// <param name="Simulated">Virtual time that passed.</param>
/// <param name="Settled">Virtual time from the last fault to rest.</param>
public sealed record SimulationReport(
    ulong Seed, ulong TraceHash, long Steps, long Revision, TimeSpan Simulated, TimeSpan Settled)
{
    public override string ToString() =>
        $"seed {Seed}: {Steps} steps, revision {Revision}, {Simulated:hh\\:mm\\:ss} simulated, "
        + $"at rest after {Settled:hh\\:mm\\:ss}, trace {TraceHash:x16}";
}
