namespace Orchestrator.Akka.Cluster.Downing;

/// <summary>What the arbiter answers.</summary>
internal enum Ruling
{
    /// <summary>Nobody has given the asker up, nor has it all the others.</summary>
    Open,

    /// <summary>The others are given up; the asker goes on.</summary>
    GoesOn,

    /// <summary>The asker has been given up.</summary>
    GivenUp,
}
