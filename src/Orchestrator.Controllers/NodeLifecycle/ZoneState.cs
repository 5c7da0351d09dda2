namespace Orchestrator.Controllers.NodeLifecycle;

/// <summary>How much of a zone is not ready: many at once is more likely the network, or us, than the
/// machines.</summary>
public enum ZoneState
{
    Normal,

    /// <summary>More than two Nodes, and at least 55 % of them.</summary>
    PartialDisruption,

    /// <summary>All of them.</summary>
    FullDisruption,
}
