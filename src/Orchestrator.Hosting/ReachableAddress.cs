using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Hosting;

/// <summary>By which address an endpoint is reached that may be bound to all addresses.</summary>
internal static class ReachableAddress
{
    /// <summary>From this machine.</summary>
    public static IPEndPoint Local(IPEndPoint bound) => bound.Address switch
    {
        var any when any.Equals(IPAddress.Any) => new(IPAddress.Loopback, bound.Port),
        var any when any.Equals(IPAddress.IPv6Any) => new(IPAddress.IPv6Loopback, bound.Port),
        _ => bound,
    };

    /// <summary>From other machines, as far as can be told: the first of this machine's that is not its own
    /// alone.</summary>
    public static IPEndPoint Advertised(IPEndPoint bound)
    {
        if (!IsAny(bound.Address))
            return bound;
        foreach (var address in OfThisMachine())
        {
            if (!IPAddress.IsLoopback(address))
                return new(address, bound.Port);
        }
        return Local(bound);
    }

    /// <summary>Whether who has bound the one is reached by the other, and nobody else is.</summary>
    public static bool IsHeldBy(IPEndPoint advertised, IPEndPoint bound) =>
        advertised.Port == bound.Port
        && (advertised.Address.Equals(bound.Address)
            || (IsAny(bound.Address) && OfThisMachine().Contains(advertised.Address)));

    public static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    public static IEnumerable<IPAddress> OfThisMachine()
    {
        try
        {
            return Dns.GetHostAddresses(Dns.GetHostName(), AddressFamily.InterNetwork);
        }
        catch (SocketException)
        {
            // A name that nobody resolves, as in a container without a hosts file.
            return [];
        }
    }
}
