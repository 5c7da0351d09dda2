using System.Net;

namespace Orchestrator.Network.Userspace;

/// <summary>Limits and addresses of the userspace dataplane.</summary>
public sealed record UserspaceOptions
{
    /// <summary>Where node ports listen: this machine only, until told otherwise.</summary>
    public IPAddress NodePortAddress { get; init; } = IPAddress.Loopback;

    /// <summary>Names the cluster: processes of the same one on this machine share its addresses, as the same user;
    /// another cluster's are refused. Null: what this process serves is its alone.</summary>
    public string? Cluster { get; init; }

    /// <summary>Where the processes of this user tell each other what they serve.</summary>
    public string ClaimsDirectory { get; init; } =
        Path.Combine(Path.GetTempPath(), $"orchestrator-{Environment.UserName}", "addresses");

    /// <summary>TCP connections at once, over all Services; more wait in the kernel's queues.</summary>
    public int ConnectionsMax { get; init; } = 16_384;

    /// <summary>How long an endpoint may take to accept before the next is tried.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a UDP client keeps its endpoint without a datagram either way.</summary>
    public TimeSpan UdpIdle { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest a stop waits for connections on which an answer is due; those that never rest have
    /// <see cref="DrainQuiet"/> more, to be closed between two answers. Zero: nothing is waited for.</summary>
    public TimeSpan DrainMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>While draining, a connection that was quiet for so long after its server's last word is at rest: it is
    /// closed.</summary>
    public TimeSpan DrainQuiet { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>UDP clients at once per port, 64 KiB each; beyond it the one longest idle is dropped.</summary>
    public int UdpSessionsMax { get; init; } = 1024;
}
