using Orchestrator.Api.Values;

namespace Orchestrator.Network.Proxy;

/// <summary>Chooses an endpoint for each new connection of one rule: the next in turn, or the client's own with
/// affinity.</summary>
/// <remarks>Called from any thread. <see cref="Replace"/> takes effect for every choice that begins after it
/// returns.</remarks>
public sealed class EndpointRotation(TimeProvider time, TimeSpan? affinity)
{
    /// <summary>Clients remembered per rule; beyond it the ones longest unseen are forgotten.</summary>
    public const int ClientsMax = 16_384;

    private readonly Lock _gate = new();
    private readonly AffinityTable? _clients = affinity is { } kept ? new(kept, ClientsMax) : null;
    private ProxyEndpoint[] _endpoints = [];
    private uint _next;

    public bool IsEmpty => Volatile.Read(ref _endpoints).Length == 0;

    public int Count => Volatile.Read(ref _endpoints).Length;

    public void Replace(ValueList<ProxyEndpoint> endpoints) => Volatile.Write(ref _endpoints, [.. endpoints]);

    public bool Contains(ProxyEndpoint endpoint)
    {
        foreach (var present in Volatile.Read(ref _endpoints))
        {
            if (present.Address == endpoint.Address && present.Port == endpoint.Port)
                return true;
        }
        return false;
    }

    /// <summary>The endpoint for a connection; null when there is none, or none left.</summary>
    /// <param name="client">The client's address, for affinity.</param>
    /// <param name="tried">Endpoints that could not be reached for this connection; affinity moves on from
    /// them.</param>
    public ProxyEndpoint? Choose(string client, IReadOnlyCollection<ProxyEndpoint>? tried = null)
    {
        var endpoints = Volatile.Read(ref _endpoints);
        if (endpoints.Length == 0)
            return null;
        if (_clients is null)
            return Next(endpoints, tried);
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var kept = tried is null ? Find(endpoints, _clients.Find(client, now)) : null;
            var chosen = kept ?? Own(endpoints, client, tried);
            if (chosen is not null)
                _clients.Remember(client, chosen, now);
            return chosen;
        }
    }

    private static ProxyEndpoint? Find(ProxyEndpoint[] endpoints, ProxyEndpoint? remembered)
    {
        foreach (var endpoint in endpoints)
        {
            if (endpoint.Address == remembered?.Address && endpoint.Port == remembered.Port)
                return endpoint;
        }
        return null;
    }

    /// <summary>The client's own among these endpoints: every process of the machine that serves the rule chooses the
    /// same (rendezvous hashing).</summary>
    private static ProxyEndpoint? Own(
        ProxyEndpoint[] endpoints, string client, IReadOnlyCollection<ProxyEndpoint>? tried)
    {
        ProxyEndpoint? own = null;
        var highest = 0u;
        foreach (var candidate in endpoints)
        {
            if (tried is not null && tried.Contains(candidate))
                continue;
            var weight = Weight(client, candidate);
            if (own is null || weight > highest)
                (own, highest) = (candidate, weight);
        }
        return own;
    }

    /// <summary>FNV-1a with a last mix: the same in every process, which a string's own hash code is not.</summary>
    private static uint Weight(string client, ProxyEndpoint endpoint)
    {
        var hash = 2166136261u;
        foreach (var c in client)
            hash = unchecked((hash ^ c) * 16777619u);
        foreach (var c in endpoint.Address)
            hash = unchecked((hash ^ c) * 16777619u);
        hash = unchecked((hash ^ (uint)endpoint.Port) * 16777619u);
        hash ^= hash >> 16;
        hash = unchecked(hash * 0x85EBCA6Bu);
        return hash ^ (hash >> 13);
    }

    private ProxyEndpoint? Next(ProxyEndpoint[] endpoints, IReadOnlyCollection<ProxyEndpoint>? tried)
    {
        var start = Interlocked.Increment(ref _next) - 1;
        if (tried is null)
            return endpoints[start % (uint)endpoints.Length];
        for (uint i = 0; i < endpoints.Length; i++)
        {
            var candidate = endpoints[(start + i) % (uint)endpoints.Length];
            if (!tried.Contains(candidate))
                return candidate;
        }
        return null;
    }
}
