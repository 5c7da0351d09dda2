namespace Orchestrator.Network.Proxy;

/// <summary>What a host's proxy needs to know of it.</summary>
public sealed record ProxyOptions
{
    /// <summary>The nodes whose Pods run on this host: what a Local traffic policy keeps to.</summary>
    public required IReadOnlySet<string> LocalNodes { get; init; }

    /// <summary>The node as which the proxy acts, whose Node it annotates: a node may not annotate Services. Null: it
    /// acts as system:kube-proxy, and annotates Services.</summary>
    public string? Node { get; init; }

    /// <summary>How long a Pod's end is held up, at most, for its endpoint to leave the rotation.</summary>
    public TimeSpan DrainMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After an endpoint left: time for connections that were already on their way to be accepted by
    /// it.</summary>
    public TimeSpan DrainSettle { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How often what could not be served is tried again.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(30);
}
