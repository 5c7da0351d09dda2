namespace Orchestrator.Store.Simulation;

/// <summary>How badly a <see cref="SimulatedDisk"/> behaves. Chances are in [0, 1], per call.</summary>
public sealed record DiskFaults
{
    public static DiskFaults None { get; } = new();

    /// <summary>A call takes up to this long.</summary>
    public TimeSpan DelayMax { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Chance that a call takes <see cref="StallMax"/> instead.</summary>
    public double Stall { get; init; }

    public TimeSpan StallMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Chance that a write fails and keeps nothing.</summary>
    public double FailBefore { get; init; }

    /// <summary>Chance that a write is kept and reported as failed.</summary>
    public double FailAfter { get; init; }

    /// <summary>Chance that a read fails.</summary>
    public double FailRead { get; init; }

    /// <summary>Chance that others keep a seal from having the journal alone in time; nothing is kept.</summary>
    public double Occupied { get; init; }

    /// <summary>Chance that a process is not told of another one's append.</summary>
    public double LostNotice { get; init; }

    /// <summary>It is told up to this much later.</summary>
    public TimeSpan NoticeDelayMax { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Chance that a crash keeps a write that was on its way.</summary>
    public double KeptByCrash { get; init; } = 0.5;
}
