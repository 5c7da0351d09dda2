using System.Net;

namespace Orchestrator.Node.Runtime;

/// <summary>Hands out the addresses of one node's range, each to one Pod at a time.</summary>
/// <remarks>
/// Goes round the range, so that an address rests as long as possible before another Pod gets it. Invariant: an
/// address is
/// held by one uid. Not thread-safe.
/// </remarks>
/// <example><c>127.64.3.0/24</c> gives 127.64.3.1 to 127.64.3.254.</example>
public sealed class PodAddresses
{
    private readonly uint _first;
    private readonly uint _count;
    private readonly Dictionary<uint, string> _holders = [];
    private readonly Dictionary<string, uint> _byUid = new(StringComparer.Ordinal);
    private uint _next;

    /// <param name="cidr">An IPv4 range with room for at least one host, such as <c>127.64.0.0/20</c>.</param>
    /// <exception cref="FormatException">Not such a range.</exception>
    public PodAddresses(string cidr)
    {
        var network = IPNetwork.Parse(cidr);
        if (network.BaseAddress.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork
            || network.PrefixLength > 30)
            throw new FormatException($"{cidr} is not an IPv4 range of /30 or wider");
        _first = ToNumber(network.BaseAddress) + 1;
        _count = (1u << (32 - network.PrefixLength)) - 2;
    }

    /// <summary>The loopback range of the n-th process node on one machine: a /20 of 127.64.0.0/11.</summary>
    /// <param name="index">0 to 511.</param>
    public static string LoopbackRange(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)index, 511u, nameof(index));
        return $"{FromNumber((127u << 24) + (64u << 16) + ((uint)index << 12))}/20";
    }

    /// <summary>The Pod's address, a new one unless it holds one; null when the range is used up.</summary>
    public string? Take(string podUid)
    {
        if (_byUid.TryGetValue(podUid, out var held))
            return FromNumber(held).ToString();
        for (uint tried = 0; tried < _count; tried++)
        {
            var candidate = _first + _next;
            _next = (_next + 1) % _count;
            if (!_holders.ContainsKey(candidate))
            {
                Hold(podUid, candidate);
                return FromNumber(candidate).ToString();
            }
        }
        return null;
    }

    /// <summary>Notes that a Pod already has an address, as found after a restart.</summary>
    public void Restore(string podUid, string ip)
    {
        var number = ToNumber(IPAddress.Parse(ip));
        Hold(podUid, number);
        if (number >= _first && number - _first < _count)
            _next = Math.Max(_next, (number - _first + 1) % _count);
    }

    public void Release(string podUid)
    {
        if (_byUid.Remove(podUid, out var held))
            _holders.Remove(held);
    }

    private void Hold(string podUid, uint address)
    {
        _holders[address] = podUid;
        _byUid[podUid] = address;
    }

    private static uint ToNumber(IPAddress address) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());

    private static IPAddress FromNumber(uint number) =>
        new([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
}
