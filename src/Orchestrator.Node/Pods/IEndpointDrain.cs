namespace Orchestrator.Node.Pods;

/// <summary>Tells when no new connection will be sent to a Pod's address by the proxies near it.</summary>
/// <remarks>
/// A Pod that is being deleted leaves its EndpointSlices by way of the API; a program told to stop before the proxies know
/// would lose requests. So the kubelet waits for this, no longer than <c>NodeOptions.DrainTimeout</c>, before the first
/// preStop hook or SIGTERM. See docs/decisions/0072.
/// </remarks>
public interface IEndpointDrain
{
    /// <summary>Completes when the address is no serving endpoint (any more) and connections sent to it have ended; at once for an address it does not know.</summary>
    ValueTask DrainAsync(string podIp, CancellationToken cancellation);
}

/// <summary>For nodes without a proxy of their own: there is nobody to wait for.</summary>
public sealed class NoEndpointDrain : IEndpointDrain
{
    public static NoEndpointDrain Instance { get; } = new();

    public ValueTask DrainAsync(string podIp, CancellationToken cancellation) => default;
}
