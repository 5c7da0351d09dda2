using Orchestrator.Actors;
using Orchestrator.Client;

namespace Orchestrator.Network.Proxy;

/// <summary>Asks this host's proxy. See <see cref="IEndpointDrain"/> for what its answer promises.</summary>
public sealed class EndpointDrain(IActorSystem system, IActorRef<ProxyMessage> proxy, TimeSpan max) : IEndpointDrain
{
    public async ValueTask WaitUntilRemovedAsync(string podIP, CancellationToken cancellation = default)
    {
        try
        {
            await system.AskAsync<ProxyMessage, bool>(
                proxy, reply => new WaitForRemoval(podIP, reply), max, cancellation);
        }
        catch (Exception error) when (error is TimeoutException or ActorStoppedException)
        {
            // The bound of the contract: a proxy that hears nothing, or is gone, must not keep a Pod from ending.
        }
    }
}
