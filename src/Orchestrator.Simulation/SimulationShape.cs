namespace Orchestrator.Simulation;

/// <summary>Which processes a simulated cluster is made of.</summary>
public enum SimulationShape
{
    /// <summary>The seed decides.</summary>
    BySeed,

    /// <summary>Store, API server, controllers and scheduler in one process.</summary>
    OneProcess,

    /// <summary>The same, and a second scheduler that nobody elected beside it.</summary>
    RivalScheduler,

    /// <summary>Store and API server in one process; two controller managers and two schedulers, each a process of its
    /// own, lead in turn.</summary>
    Elected,

    /// <summary>Three control planes on one journal, one of which writes it, and the same four candidates.</summary>
    ThreeControlPlanes,

    /// <summary>The same, but it is a cluster that says which of the three writes, and not the journal's
    /// silence.</summary>
    PlacedControlPlanes,
}
