namespace Orchestrator.Akka.Cluster.Downing;

/// <summary>How a member stands to this one.</summary>
internal enum Standing
{
    /// <summary>Nobody misses it; or it is this member.</summary>
    Here,

    /// <summary>Somebody misses it whom this member believes no more than its own ears: it hears it.</summary>
    Disputed,

    /// <summary>It is missed, and this member does not hear it either.</summary>
    Lost,
}
