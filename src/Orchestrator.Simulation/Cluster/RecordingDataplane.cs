using Orchestrator.Network.Proxy;

namespace Orchestrator.Simulation.Cluster;

/// <summary>Carries no connections; remembers the rules by which it would.</summary>
internal sealed class RecordingDataplane : IProxyDataplane
{
    private readonly SortedDictionary<ObjectKey, IReadOnlyList<ProxyRule>> _rules = [];

    public IReadOnlyList<ObjectKey> Services => [.. _rules.Keys];

    public IReadOnlyList<ProxyRule> Of(ObjectKey service) => _rules.GetValueOrDefault(service) ?? [];

    public IReadOnlyList<RuleOutcome> Apply(ObjectKey service, IReadOnlyList<ProxyRule> rules)
    {
        if (rules.Count == 0)
            _rules.Remove(service);
        else
            _rules[service] = rules;
        return [.. rules.Select(rule => new RuleOutcome(rule, rule.Listen.Port))];
    }
}
