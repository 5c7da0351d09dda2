namespace Orchestrator.Cli.Cluster;

/// <summary>What a member of a launched cluster is.</summary>
public enum MemberKind
{
    /// <summary>The private PostgreSQL that holds the journal.</summary>
    Database,

    ControlPlane,

    /// <summary>A process with one node, or with many hollow ones.</summary>
    Node,
}
