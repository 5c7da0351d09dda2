namespace Orchestrator.Network.Proxy;

/// <summary>How a rule fared.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="ServedPort">The port it is served on: its own, or a substitute for one this user may not bind; 0
/// when it is not served.</param>
/// <param name="Error">Why it is not served; null otherwise.</param>
public sealed record RuleOutcome(ProxyRule Rule, int ServedPort, string? Error = null)
{
    public bool IsSubstituted => ServedPort != 0 && ServedPort != Rule.Listen.Port;
}
