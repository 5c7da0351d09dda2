using Orchestrator.Api;

namespace Orchestrator.Network.Proxy;

/// <summary>Carries connections by rules. One for all nodes of a host: loopback addresses and node ports are
/// host-wide.</summary>
/// <remarks>When a call returns, its rules hold for every connection accepted from then on. Connections already
/// established go on to where they went. Called from one actor at a time.</remarks>
public interface IProxyDataplane
{
    /// <summary>Makes these the Service's only rules; none takes the Service away. Says how each rule fared, in the
    /// same order.</summary>
    IReadOnlyList<RuleOutcome> Apply(ObjectKey service, IReadOnlyList<ProxyRule> rules);

    /// <summary>The Services that have rules, so that a restarted proxy removes what is gone.</summary>
    IReadOnlyList<ObjectKey> Services { get; }
}
