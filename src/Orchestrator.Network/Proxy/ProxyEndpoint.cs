namespace Orchestrator.Network.Proxy;

/// <summary>Where connections of a Service may go.</summary>
/// <param name="Address">The Pod's IP address.</param>
/// <param name="IsTerminating">It shuts down and serves only because it has not finished, or because nothing else
/// is left.</param>
public sealed record ProxyEndpoint(string Address, int Port, bool IsTerminating = false);
