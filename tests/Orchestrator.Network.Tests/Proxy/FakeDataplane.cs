using Orchestrator.Api;
using Orchestrator.Network.Proxy;

namespace Orchestrator.Network.Tests.Proxy;

/// <summary>Remembers rules; ports below 1024 can be denied.</summary>
internal sealed class FakeDataplane : IProxyDataplane
{
    private readonly SortedDictionary<ObjectKey, IReadOnlyList<ProxyRule>> _rules = [];

    public bool DeniesLowPorts { get; set; }

    public string? Error { get; set; }

    public int Applied { get; private set; }

    public IReadOnlyList<ObjectKey> Services => [.. _rules.Keys];

    public IReadOnlyList<ProxyRule> Of(string service) => _rules.GetValueOrDefault(new("default", service)) ?? [];

    public IReadOnlyList<RuleOutcome> Apply(ObjectKey service, IReadOnlyList<ProxyRule> rules)
    {
        Applied++;
        if (rules.Count == 0)
            _rules.Remove(service);
        else
            _rules[service] = rules;
        return [.. rules.Select(rule => Error is null ? new(rule, PortOf(rule)) : new RuleOutcome(rule, 0, Error))];
    }

    private int PortOf(ProxyRule rule) =>
        DeniesLowPorts && rule.Listen.Port < 1024 ? SubstitutePorts.For(rule.Listen.Port).First() : rule.Listen.Port;
}
