namespace Orchestrator.Simulation.Cluster;

/// <summary>The wall clock of one process: the others' time, and as much later or earlier as somebody set it.</summary>
internal sealed class SkewedClock(TimeProvider time) : TimeProvider
{
    public TimeSpan Skew { get; set; }

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Skew;
}
