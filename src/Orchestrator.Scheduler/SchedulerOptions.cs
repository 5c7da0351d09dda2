namespace Orchestrator.Scheduler;

/// <summary>How one scheduler works.</summary>
public sealed record SchedulerOptions
{
    /// <summary>Pods that name another scheduler in <c>spec.schedulerName</c> are not this one's.</summary>
    public string SchedulerName { get; init; } = "default-scheduler";

    /// <summary>Percent of a large cluster's nodes that are enough to choose from; null: a share that falls as the
    /// cluster grows.</summary>
    public int? PercentageOfNodesToScore { get; init; }

    /// <summary>Writes (bindings and conditions) that may be under way at once; the store appends those that meet
    /// in one transaction.</summary>
    public int WritesInFlightMax { get; init; } = 128;

    /// <summary>Pods tried in one turn before events get theirs.</summary>
    public int CyclesPerTurn { get; init; } = 16;
}
