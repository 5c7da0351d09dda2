namespace Orchestrator.Network.Proxy;

/// <summary>How a rule fared.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="ServedPort">The port it is served on: its own, or a substitute for one that cannot be had; 0
/// when it is not served.</param>
/// <param name="Error">Why it is not served; null otherwise.</param>
public sealed record RuleOutcome(ProxyRule Rule, int ServedPort, string? Error = null)
{
    /// <summary>Why another port is served than its own, as what comes behind its number; null where it is not known.
    /// </summary>
    public string? Why { get; init; }

    public bool IsSubstituted => ServedPort != 0 && ServedPort != Rule.Listen.Port;
}
