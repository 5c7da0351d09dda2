namespace Orchestrator.Hosting.Clusters;

public enum MemberState
{
    Joining,
    Up,
    Leaving,

    /// <summary>In, but not heard of; it may come back.</summary>
    Unreachable,

    /// <summary>Given up by the others; it cannot come back without a restart.</summary>
    Down,

    Removed,
}
