using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace Orchestrator.ApiServer.Allocation;

/// <summary>An IPv4 range such as <c>10.96.0.0/12</c>, its usable addresses numbered from 1 (0 is the network's, the
/// last the broadcast's).</summary>
public sealed class AddressRange
{
    private readonly uint _base;
    private readonly string _text;

    private AddressRange(uint start, int bits, string text)
    {
        _base = start;
        _text = text;
        Size = 1 << (32 - bits);
    }

    /// <summary>Addresses in the range, network and broadcast included.</summary>
    public int Size { get; }

    /// <exception cref="FormatException">No IPv4 range with 8 to 30 bits.</exception>
    public static AddressRange Parse(string cidr)
    {
        var slash = cidr.IndexOf('/');
        if (slash < 0
            || !IPAddress.TryParse(cidr.AsSpan(0, slash), out var address)
            || address.AddressFamily != AddressFamily.InterNetwork
            || !int.TryParse(cidr.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits)
            || bits is < 8 or > 30)
        {
            throw new FormatException($"\"{cidr}\" is not an IPv4 range with a prefix of 8 to 30 bits");
        }
        var mask = uint.MaxValue << (32 - bits);
        return new(ToNumber(address) & mask, bits, cidr);
    }

    /// <summary>The address of a number.</summary>
    public string this[int number]
    {
        get
        {
            Span<byte> bytes = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, _base + (uint)number);
            return new IPAddress(bytes).ToString();
        }
    }

    /// <summary>The number of an address; -1 where it is no usable address of the range.</summary>
    public int NumberOf(string text)
    {
        if (!IPAddress.TryParse(text, out var address) || address.AddressFamily != AddressFamily.InterNetwork)
            return -1;
        var offset = (long)ToNumber(address) - _base;
        return offset >= 1 && offset < Size - 1 ? (int)offset : -1;
    }

    public override string ToString() => _text;

    /// <summary>The range in its usual form, whichever of its addresses it was named by: <c>10.96.0.0/12</c>.</summary>
    public string Network => $"{this[0]}/{32 - BitOperations.Log2((uint)Size)}";

    private static uint ToNumber(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[4];
        address.TryWriteBytes(bytes, out _);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }
}
