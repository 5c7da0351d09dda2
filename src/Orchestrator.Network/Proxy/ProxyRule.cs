using Orchestrator.Api.Values;

namespace Orchestrator.Network.Proxy;

/// <summary>One address to listen on and where its connections go. Equal rules need no work.</summary>
/// <param name="Name">The Service's port.</param>
/// <param name="Listen">Where to listen.</param>
/// <param name="Endpoints">In turn; none: connections are refused.</param>
/// <param name="Affinity">How long a client stays with its endpoint after its last connection; null: every
/// connection takes the next one.</param>
public sealed record ProxyRule(
    ServicePortName Name, ListenAddress Listen, ValueList<ProxyEndpoint> Endpoints, TimeSpan? Affinity);
