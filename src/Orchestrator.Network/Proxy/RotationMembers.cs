using Orchestrator.Api;

namespace Orchestrator.Network.Proxy;

/// <summary>Which addresses are in rotation, over all Services: what draining waits for.</summary>
/// <remarks>An address that terminates does not count even where it still serves as the last resort: nothing would
/// take its place.</remarks>
internal sealed class RotationMembers
{
    private readonly Dictionary<string, int> _uses = new(StringComparer.Ordinal);
    private readonly Dictionary<ObjectKey, string[]> _byService = [];

    public bool Contains(string address) => _uses.ContainsKey(address);

    /// <summary>Takes a Service's new rules; returns the addresses that left the last rotation they were in, in
    /// order.</summary>
    public IReadOnlyList<string> Replace(ObjectKey service, IReadOnlyList<ProxyRule> rules)
    {
        var before = _byService.GetValueOrDefault(service) ?? [];
        string[] after =
        [
            .. rules.SelectMany(rule => rule.Endpoints).Where(endpoint => !endpoint.IsTerminating)
                .Select(endpoint => endpoint.Address).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        if (after.Length == 0)
            _byService.Remove(service);
        else
            _byService[service] = after;
        foreach (var address in after)
            _uses[address] = _uses.GetValueOrDefault(address) + 1;

        var left = new List<string>();
        foreach (var address in before)
        {
            if (--_uses[address] > 0)
                continue;
            _uses.Remove(address);
            left.Add(address);
        }
        return left;
    }
}
