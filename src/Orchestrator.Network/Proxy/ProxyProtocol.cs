using Orchestrator.Actors;

namespace Orchestrator.Network.Proxy;

/// <summary>What the <see cref="ProxyActor"/> hears.</summary>
public abstract record ProxyMessage
{
    private protected ProxyMessage()
    {
    }

    /// <summary>The incarnation that said it to itself.</summary>
    internal object? By { get; init; }
}

/// <summary>Answer when nothing new reaches the address: at once, or after it left the rotation and settled.</summary>
public sealed record WaitForRemoval(string PodIP, IReply<bool> Reply) : ProxyMessage;
