namespace Orchestrator.Simulation;

/// <summary>How long and how hard a run is; the same options and seed give the same run.</summary>
public sealed record SimulationOptions
{
    public static SimulationOptions Default { get; } = new();

    public int Nodes { get; init; } = 5;

    /// <summary>Rounds of a few user actions, at most one fault, and some virtual time.</summary>
    public int Rounds { get; init; } = 40;

    /// <summary>Virtual time the cluster has to come to rest once the faults have ended.</summary>
    public TimeSpan SettleMax { get; init; } = TimeSpan.FromMinutes(40);

    public SimulationShape Shape { get; init; }

    /// <summary>False: only the users act.</summary>
    public bool WithFaults { get; init; } = true;
}
