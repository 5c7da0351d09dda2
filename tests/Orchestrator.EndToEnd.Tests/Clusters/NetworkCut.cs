namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>Which packets of a control plane's host the switch drops without a word.</summary>
public enum NetworkCut
{
    /// <summary>What it sends and what is sent to it.</summary>
    Both,

    /// <summary>What it sends.</summary>
    Outgoing,

    /// <summary>What is sent to it.</summary>
    Incoming,

    /// <summary>What it and the database send each other; all others hear it.</summary>
    Database,
}
