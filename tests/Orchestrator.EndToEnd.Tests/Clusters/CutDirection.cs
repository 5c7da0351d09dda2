namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>Which packets of a host its switch drops without a word.</summary>
public enum CutDirection
{
    Both,

    /// <summary>What it sends.</summary>
    Outgoing,

    /// <summary>What is sent to it.</summary>
    Incoming,
}
