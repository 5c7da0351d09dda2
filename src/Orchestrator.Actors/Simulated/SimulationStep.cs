namespace Orchestrator.Actors.Simulated;

/// <summary>One thing the simulation did: a message handled, a continuation run, a timer fired.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Time">Virtual time.</param>
/// <param name="Path">The actor's path; <c>(test)</c> for code driven by Run, <c>(timer)</c> for timers.</param>
/// <param name="What">The message's type name, or the name of a step in the actor's life.</param>
public readonly record struct SimulationStep(long Number, DateTimeOffset Time, string Path, string What)
{
    public override string ToString() => $"{Number} {Time:HH:mm:ss.fffffff} {Path} {What}";
}
